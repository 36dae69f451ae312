package org.parley.web;

import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;

/** Adds {@link ExpiredViews} to the exception handlers of Faces; {@code faces-config.xml} names it. */
public class ExpiredViewsFactory extends ExceptionHandlerFactory {
    /** Wraps the factory of Faces, which calls this. */
    public ExpiredViewsFactory(ExceptionHandlerFactory wrapped) {
        super(wrapped);
    }

    @Override
    public ExceptionHandler getExceptionHandler() {
        return new ExpiredViews(getWrapped().getExceptionHandler());
    }
}
