package org.parley.store;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.platform.ProblemException;
import org.parley.platform.Problems;

/** Answers 503 when the database is unavailable, and 500 without its message when it refuses a command. */
@Provider
public class StoreAwayMapper implements ExceptionMapper<MongoException> {
    private static final Logger LOG = Logger.getLogger(StoreAwayMapper.class.getName());

    @Override
    public Response toResponse(MongoException exception) {
        if (StoreFailures.isAway(exception) || exception instanceof MongoInterruptedException) {
            LOG.log(Level.FINE, "The database is unavailable", exception);
            return Problems.response(ProblemException.storeAway());
        }
        LOG.log(Level.SEVERE, "The database refused a command", exception);
        return Problems.response(new ProblemException(500, "Something went wrong on the server. It was logged."));
    }
}
