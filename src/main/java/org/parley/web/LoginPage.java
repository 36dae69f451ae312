package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.parley.platform.ProblemException;
import org.parley.security.LoginTarget;
import org.parley.security.Registration;
import org.parley.security.SignIn;

/** {@code login.xhtml}: logs in and goes where the person was going. The view is transient, so it never expires. */
@Named
@RequestScoped
public class LoginPage {
    @Inject
    private SignIn signIn;

    @Inject
    private Registration registration;

    private String username;
    private String password;
    private String problem;

    /** Logs in. A refusal shows the form again, with the reason and the refusal's status. */
    public void logIn() {
        if (username == null || username.isBlank() || password == null || password.isEmpty()) {
            problem = "Enter your user name and your password.";
            return;
        }
        try {
            signIn.signIn(Pages.request(), Pages.response(), username.strip(), password);
            Pages.redirect(LoginTarget.of(getTo()));
        } catch (ProblemException refused) {
            problem = Pages.refused(refused);
        }
    }

    /** Whether the page may offer to create an account. */
    public boolean isRegistrationOpen() {
        return registration.isOpen();
    }

    /** Why the login was refused, or null. */
    public String getProblem() {
        return problem;
    }

    /** Where to go afterwards, as anybody may have written it into the address; checked before it is used. */
    public String getTo() {
        return Pages.request().getParameter("to");
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
