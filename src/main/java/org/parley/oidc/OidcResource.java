package org.parley.oidc;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.parley.platform.JsonBodies;
import org.parley.platform.ProblemException;
import org.parley.security.LoginTarget;
import org.parley.security.ProviderLoginException;

/**
 * Login at the OpenID provider, beside the login with a password. Browsers come here from links and redirects, so a refusal
 * sends them to the login page, which says why; programs, which do not accept HTML, get a problem.
 */
@Path("auth/oidc")
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
public class OidcResource {
    private static final String LOGOUT_TOKEN = "logout_token=";

    @Inject
    private OidcLogin login;

    @Inject
    private OidcLogout logout;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /**
     * Sends the browser to the provider: 303, with a cookie that it has to bring back.
     *
     * @param to where to go afterwards, a path here; anything else leads to the chat
     * @param prompt {@code login} if the user has to prove again who it is; else absent
     * @throws ProblemException 404 without a provider, 400 for another {@code prompt}; otherwise as {@link
     *     OidcLogin#begin} says
     */
    @GET
    @Path("login")
    public Response login(@QueryParam("to") String to, @QueryParam("prompt") String prompt) {
        if (prompt != null && !prompt.equals("login")) {
            throw ProblemException.badField("prompt", "must be login, or left out");
        }
        try {
            OidcLogin.Begun begun = login.begin(request, to, prompt != null);
            return redirect(begun.address())
                    .header("Set-Cookie", begun.cookie())
                    .build();
        } catch (ProblemException refused) {
            return toLoginPage(refused, to).orElseThrow(() -> refused);
        }
    }

    /**
     * Signs the user in whom the provider sends back: 303 to where it wanted to go, with the session cookie.
     *
     * @throws ProblemException as {@link OidcLogin#finish} says
     */
    @GET
    @Path("callback")
    public Response callback(
            @QueryParam("state") String state,
            @QueryParam("code") String code,
            @QueryParam("error") String error,
            @QueryParam("iss") String issuer) {
        try {
            String to = login.finish(request, response, new OidcLogin.Returned(state, code, error, issuer));
            return redirect(request.getContextPath() + to).build();
        } catch (ProblemException refused) {
            return toLoginPage(refused, null).orElseThrow(() -> refused);
        }
    }

    /**
     * Ends sessions when the provider says so: 200 without a body. Called by the provider itself, with {@code logout_token}.
     *
     * @throws ProblemException 400 without a token; otherwise as {@link OidcLogout#end} says
     */
    @POST
    @Path("backchannel-logout")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response backchannelLogout(InputStream body) {
        String form = new String(JsonBodies.bytes(body), StandardCharsets.UTF_8);
        String token = Stream.of(form.split("&"))
                .filter(field -> field.startsWith(LOGOUT_TOKEN))
                .map(field -> field.substring(LOGOUT_TOKEN.length()))
                .findFirst()
                .orElseThrow(() -> ProblemException.badField("logout_token", "must be there"));
        logout.end(request, decoded(token));
        return Response.ok().header("Cache-Control", "no-store").build();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField("logout_token", "must be encoded as in a form");
        }
    }

    private Optional<Response> toLoginPage(ProblemException refused, String to) {
        String accept = request.getHeader("Accept");
        if (accept == null || !accept.contains(MediaType.TEXT_HTML) || refused.status() == 404) {
            return Optional.empty();
        }
        String reason = refused instanceof ProviderLoginException known
                ? known.reason()
                : refused.status() == 429 ? "wait" : "refused";
        String target = LoginTarget.of(to);
        String query =
                "?oidc=" + reason + (target.equals(LoginTarget.DEFAULT) ? "" : "&to=" + ProviderHttp.encoded(target));
        return Optional.of(
                redirect(request.getContextPath() + LoginTarget.LOGIN + query).build());
    }

    /** As text: a server would make an address absolute, and behind a TLS proxy with the wrong scheme. */
    private static Response.ResponseBuilder redirect(String address) {
        return Response.status(Response.Status.SEE_OTHER)
                .header("Location", address)
                .header("Cache-Control", "no-store");
    }
}
