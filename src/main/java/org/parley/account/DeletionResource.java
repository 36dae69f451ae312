package org.parley.account;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.parley.platform.JsonBodies;
import org.parley.platform.ProblemException;
import org.parley.security.UserJson;

/** The end of the caller's account. A POST, because a DELETE has no body for the password. */
@Path("auth/me/delete")
@Produces(MediaType.APPLICATION_JSON)
public class DeletionResource {
    @Inject
    private DeletionService deletions;

    @Context
    private HttpServletRequest request;

    /**
     * Deletes the account with everything that belongs to it: 204. The user is out at once, and the rest is gone within a
     * minute.
     *
     * @throws ProblemException as {@link DeletionService#delete} says
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response delete(InputStream body) {
        deletions.delete(request, UserJson.password(JsonBodies.read(body)));
        return Response.noContent().build();
    }
}
