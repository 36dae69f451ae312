package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.parley.oidc.SingleSignOn;
import org.parley.platform.ProblemException;
import org.parley.security.PasswordConfirmation;
import org.parley.security.User;
import org.parley.security.Users;
import org.parley.totp.Totp;

/**
 * {@code account.xhtml}: what the forms of the account hold when the page opens. Scripts in the browser change it, by REST.
 */
@Named
@RequestScoped
public class AccountPage {
    @Inject
    private Viewer viewer;

    @Inject
    private Users users;

    @Inject
    private Totp totp;

    @Inject
    private PasswordConfirmation confirmation;

    @Inject
    private SingleSignOn signOn;

    private User account;
    private Boolean secondFactorOn;

    /** The person's user, as stored now. */
    public User getAccount() {
        if (account == null) {
            account = users.byId(viewer.caller().userId())
                    .orElseThrow(() -> new ProblemException(401, "Authentication required"));
        }
        return account;
    }

    /** Whether the person has no password here, and logs in at an OpenID provider. */
    public boolean isPasswordless() {
        return !getAccount().hasPassword();
    }

    /** Whether the person has logged in there just now, which stands for a password. */
    public boolean isConfirmed() {
        return confirmation.isGiven(Pages.request(), getAccount());
    }

    /** The host of the provider, as its name. */
    public String getProviderName() {
        return signOn.providerName();
    }

    /** Whether logins of the person need a code. */
    public boolean isSecondFactorOn() {
        if (secondFactorOn == null) {
            secondFactorOn = totp.isOn(viewer.caller().userId());
        }
        return secondFactorOn;
    }
}
