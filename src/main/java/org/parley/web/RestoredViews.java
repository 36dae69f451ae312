package org.parley.web;

import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.component.UIViewRoot;
import jakarta.faces.context.FacesContext;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.store.StoreFailures;

/**
 * Takes a form whose view state cannot be read for one whose view has expired. Faces does so only if the state's checksum
 * is wrong; a state that is cut, is no Base64 or belongs to another kind of page fails with some exception.
 */
public class RestoredViews extends ViewHandlerWrapper {
    private static final Logger LOG = Logger.getLogger(RestoredViews.class.getName());

    /** Wraps the view handler of Faces, which calls this. */
    public RestoredViews(ViewHandler wrapped) {
        super(wrapped);
    }

    /** A form without any view state is damaged as well, or never arrived. */
    @Override
    public UIViewRoot createView(FacesContext context, String viewId) {
        if ("POST".equals(Pages.request().getMethod()) && !context.isPostback()) {
            throw new ViewExpiredException("A form without a view state", viewId);
        }
        return super.createView(context, viewId);
    }

    /** Returns null, which means expired, if the state cannot be read. */
    @Override
    public UIViewRoot restoreView(FacesContext context, String viewId) {
        try {
            return super.restoreView(context, viewId);
        } catch (RuntimeException e) {
            if (StoreFailures.isAway(e)) {
                throw e;
            }
            LOG.log(Level.FINE, "A view state could not be read", e);
            return null;
        }
    }
}
