package org.parley.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.parley.security.LoginTarget;
import org.parley.security.SignIn;

/**
 * The logout buttons of the pages. After a login at the OpenID provider, the browser is sent there too: by a page that goes on
 * by itself, because the policy of {@link PageHeadersFilter} lets no form lead to another site, not even by a redirect.
 */
@ApplicationScoped
public class Logout {
    private SignIn signIn;
    private ErrorPages pages;

    /** For the client proxy. */
    protected Logout() {}

    @Inject
    Logout(SignIn signIn, ErrorPages pages) {
        this.signIn = signIn;
        this.pages = pages;
    }

    /** Ends the session on every node, and answers the request. */
    public void run() {
        Optional<String> provider = signIn.signOut(Pages.request(), Pages.response());
        if (provider.isEmpty()) {
            Pages.redirect(LoginTarget.LOGIN);
            return;
        }
        try {
            Pages.response().setHeader("Refresh", "0; url=" + provider.get());
            pages.loggedOut(provider.get(), Pages.request(), Pages.response());
            Pages.answered();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the client has disconnected
        }
    }
}
