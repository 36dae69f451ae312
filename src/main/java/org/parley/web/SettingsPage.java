package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.parley.platform.ProblemException;
import org.parley.security.LoginTarget;
import org.parley.security.SignIn;
import org.parley.security.User;
import org.parley.security.Users;

/** {@code settings.xhtml}: the account, and the way out. Theme, export, import and delete are the browser's work. */
@Named
@RequestScoped
public class SettingsPage {
    @Inject
    private Viewer viewer;

    @Inject
    private Users users;

    @Inject
    private SignIn signIn;

    private User account;

    /** The person's own user, as it is stored now. */
    public User getAccount() {
        if (account == null) {
            account = users.byId(viewer.caller().userId())
                    .orElseThrow(() -> new ProblemException(401, "Authentication required"));
        }
        return account;
    }

    /** Ends the session on every node. */
    public void logOut() {
        signIn.signOut(Pages.request(), Pages.response());
        Pages.redirect(LoginTarget.LOGIN);
    }
}
