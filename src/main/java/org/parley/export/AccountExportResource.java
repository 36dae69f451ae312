package org.parley.export;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.parley.security.Caller;

/** Everything of the caller as a ZIP. */
@ApplicationScoped
@Path("export")
public class AccountExportResource {
    @Inject
    private AccountExport exports;

    @Inject
    private Clock clock;

    @Context
    private HttpServletRequest request;

    /** All conversations but those in the trash, with the account and its projects. It is made while it is sent. */
    @GET
    @Produces(MediaType.WILDCARD)
    public Response export() {
        Caller caller = Caller.of(request);
        String name = "parley-" + caller.username() + "-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        StreamingOutput zip = out -> exports.write(caller, out);
        return Response.ok(zip)
                .type("application/zip")
                .header("Content-Disposition", FileName.disposition(FileName.of(name), "zip"))
                .header("Cache-Control", "no-store")
                .build();
    }
}
