package org.parley.web;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/**
 * Answers an expired form with {@link ErrorPage#EXPIRED}. An error page of {@code web.xml} would do so too, but only after
 * the server has logged the exception with its stack trace, which anybody can provoke.
 */
class ExpiredViews extends ExceptionHandlerWrapper {
    ExpiredViews(ExceptionHandler wrapped) {
        super(wrapped);
    }

    @Override
    public void handle() {
        Iterator<ExceptionQueuedEvent> events =
                getUnhandledExceptionQueuedEvents().iterator();
        while (events.hasNext()) {
            if (events.next().getContext().getException() instanceof ViewExpiredException) {
                events.remove();
                answer();
            }
        }
        getWrapped().handle();
    }

    /** Payara takes a form that did not arrive in time for one without fields. */
    private static void answer() {
        HttpServletRequest request = Pages.request();
        boolean late =
                request.getContentLengthLong() > 0 && request.getParameterMap().isEmpty();
        if (late) {
            Pages.response().setHeader("Connection", "close");
        }
        ErrorPage page = late ? ErrorPage.LATE : ErrorPage.EXPIRED;
        try {
            CDI.current().select(ErrorPages.class).get().answer(page, request, Pages.response());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FacesContext.getCurrentInstance().responseComplete();
    }
}
