package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.parley.oidc.SingleSignOn;
import org.parley.platform.ProblemException;
import org.parley.security.CodeRequiredException;
import org.parley.security.FirstAdmin;
import org.parley.security.LoginTarget;
import org.parley.security.Registration;
import org.parley.security.SignIn;

/** {@code login.xhtml}: logs in, with a code if the user has a second factor, and redirects to the page that was
 * requested. The view is transient, so it never expires. */
@Named
@RequestScoped
public class LoginPage {
    @Inject
    private SignIn signIn;

    @Inject
    private Registration registration;

    @Inject
    private FirstAdmin firstAdmin;

    @Inject
    private SingleSignOn signOn;

    @Inject
    private Wording wording;

    private String username;
    private String password;
    private String code;
    private String problem;
    private Boolean asked;

    /** Logs in. A refusal shows the form again, with the reason and the refusal's status. */
    public void logIn() {
        if (username == null || username.isBlank() || password == null || password.isEmpty()) {
            problem = wording.of("login.missing");
            return;
        }
        try {
            signIn.signInByForm(Pages.request(), Pages.response(), username.strip(), password);
            Pages.redirect(LoginTarget.of(getTo()));
        } catch (CodeRequiredException required) {
            asked = true;
        } catch (ProblemException refused) {
            Pages.refuse(refused);
            problem = words(refused);
        }
    }

    private String words(ProblemException refused) {
        return switch (refused.status()) {
            case 401 -> wording.of("login.refused");
            case 429 -> wording.of("login.wait", refused.headers().get("Retry-After"));
            case 503 -> wording.of("login.busy");
            default -> wording.of("login.failed");
        };
    }

    /** Whether the page may offer to create an account. */
    public boolean isRegistrationOpen() {
        return registration.isOpen();
    }

    /** Whether the page is shown right after the deletion of an account, whose page leads here. */
    public boolean isAccountDeleted() {
        return "account".equals(Pages.request().getParameter("deleted"));
    }

    /** Whether there is no user yet, so that the page says how the first administrator is created. */
    public boolean isFirstStart() {
        return firstAdmin.hasNoUser();
    }

    /** Finishes the login with a code. After a wrong one the form asks for another. */
    public void sendCode() {
        if (code == null || code.isBlank()) {
            problem = wording.of("login.code.missing");
            return;
        }
        try {
            signIn.finishByForm(Pages.request(), Pages.response(), code);
            Pages.redirect(LoginTarget.of(getTo()));
        } catch (CodeRequiredException wrong) {
            Pages.refuse(wrong);
            problem = wording.of("login.code.refused");
        } catch (ProblemException refused) {
            Pages.refuse(refused);
            asked = refused.status() != 401;
            problem = refused.status() == 401 ? wording.of("login.code.late") : words(refused);
        }
    }

    /** Whether the page asks for a code: the name and the password were right, or the form of the code was sent. */
    public boolean isCodeAsked() {
        return asked == null ? Pages.request().getParameter("second") != null : asked;
    }

    /** Why the login was refused, here or at the OpenID provider; or null. */
    public String getProblem() {
        String reason = Pages.request().getParameter("oidc");
        if (problem != null || reason == null) {
            return problem;
        }
        return switch (reason) {
            case "away" -> wording.of("login.provider.away");
            case "late" -> wording.of("login.provider.late");
            case "closed" -> wording.of("login.provider.closed");
            case "off" -> wording.of("login.provider.off");
            case "wait" -> wording.of("login.provider.wait");
            default -> wording.of("login.provider.refused");
        };
    }

    /** Whether one can log in at an OpenID provider, too. */
    public boolean isProviderOffered() {
        return signOn.isOn();
    }

    /** What the button says that leads there. */
    public String getProviderWords() {
        return wording.of("login.provider", signOn.providerName());
    }

    /** Where it leads to. A link, which works without scripts and which the policy lets lead to another site. */
    public String getProviderAddress() {
        String to = LoginTarget.of(getTo());
        return Pages.request().getContextPath() + "/auth/oidc/login"
                + (to.equals(LoginTarget.DEFAULT) ? "" : "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8));
    }

    /** Where to go after the login, as found in the address; untrusted, so it is checked before use. */
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

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
