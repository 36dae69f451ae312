package org.parley.platform;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The last resort: 500 without details, which are logged. A {@link ProblemException} that some layer has wrapped is
 * still answered as that problem.
 */
@Provider
public class UnforeseenMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(UnforeseenMapper.class.getName());

    @Override
    public Response toResponse(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return Problems.response(problem);
            }
        }
        LOG.log(Level.SEVERE, "A request failed", exception);
        return Problems.response(new ProblemException(500, "Something went wrong on the server. It was logged."));
    }
}
