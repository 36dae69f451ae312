package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;
import org.parley.security.LoginTarget;
import org.parley.security.NewUser;
import org.parley.security.PasswordRules;
import org.parley.security.Registration;
import org.parley.security.SignIn;

/** {@code register.xhtml}: creates an account, where that is allowed, and logs in with it. */
@Named
@RequestScoped
public class RegisterPage {
    private static final int CONFLICT = 409;

    private static final Map<String, String> BAD = Map.of(
            "username", "register.bad.username",
            "email", "register.bad.email",
            "password", "register.bad.password",
            "full_name", "register.bad.full-name");

    private static final Map<String, String> BAD_PASSWORD =
            Map.of(PasswordRules.COMMON, "register.common.password", PasswordRules.OWN, "register.own.password");

    private static final Map<String, String> TAKEN =
            Map.of("username", "register.taken.username", "email", "register.taken.email");

    @Inject
    private Registration registration;

    @Inject
    private SignIn signIn;

    @Inject
    private Wording wording;

    private String username;
    private String email;
    private String fullName;
    private String password;
    private String problem;

    /** Creates the account. A refusal shows the form again, with the reason and the refusal's status. */
    public void register() {
        Optional<String> name = Optional.ofNullable(fullName).map(String::strip).filter(given -> !given.isEmpty());
        NewUser wish = new NewUser(stripped(username), stripped(email), password, name, Caller.USER);
        try {
            registration.register(Pages.request(), wish);
        } catch (ProblemException refused) {
            Pages.refuse(refused);
            problem = words(refused);
            return;
        }
        try {
            signIn.signInByForm(Pages.request(), Pages.response(), wish.username(), password);
            Pages.redirect(LoginTarget.DEFAULT);
        } catch (ProblemException busy) {
            Pages.redirect(LoginTarget.LOGIN); // the account exists, even if the login failed
        }
    }

    private String words(ProblemException refused) {
        Map<String, String> known = refused.status() == CONFLICT ? TAKEN : BAD;
        String faults = refused.errors().stream()
                .map(error -> BAD_PASSWORD.getOrDefault(error.message(), known.get(error.field())))
                .filter(Objects::nonNull)
                .map(key -> wording.of(key))
                .collect(Collectors.joining(" "));
        return faults.isEmpty() ? wording.of(refused.status() == 403 ? "register.closed" : "register.failed") : faults;
    }

    /** Whether registration is open on this server. */
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
