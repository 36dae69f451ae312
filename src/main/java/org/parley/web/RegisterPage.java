package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;
import org.parley.security.LoginTarget;
import org.parley.security.NewUser;
import org.parley.security.Registration;
import org.parley.security.SignIn;

/** {@code register.xhtml}: creates an account, where that is allowed, and logs in with it. */
@Named
@RequestScoped
public class RegisterPage {
    @Inject
    private Registration registration;

    @Inject
    private SignIn signIn;

    private String username;
    private String email;
    private String fullName;
    private String password;
    private String problem;

    /** Creates the account. A refusal shows the form again, with the reason and the refusal's status. */
    public void register() {
        String name = fullName == null || fullName.isBlank() ? null : fullName.strip();
        NewUser wish = new NewUser(stripped(username), stripped(email), password, name, Caller.USER);
        try {
            registration.register(Pages.request(), wish);
            signIn.signIn(Pages.request(), Pages.response(), wish.username(), password);
            Pages.redirect(LoginTarget.DEFAULT);
        } catch (ProblemException refused) {
            problem = Pages.refused(refused);
        }
    }

    /** Whether people may create accounts on this server. */
    public boolean isOpen() {
        return registration.isOpen();
    }

    /** Why it was refused, or null. */
    public String getProblem() {
        return problem;
    }

    private static String stripped(String text) {
        return text == null ? null : text.strip();
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public String getFullName() {
        return fullName;
    }

    public void setFullName(String fullName) {
        this.fullName = fullName;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
