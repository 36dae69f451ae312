package org.parley.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import org.parley.platform.Component;
import org.parley.platform.FieldError;
import org.parley.platform.Settings;

/**
 * The administrator that {@code PARLEY_ADMIN} and {@code PARLEY_ADMIN_PASSWORD_FILE} (or {@code PARLEY_ADMIN_PASSWORD})
 * describe, for a database without users. The address is the name if that is one, else {@code NAME@parley.invalid}, which
 * cannot exist (RFC 2606).
 */
@Component
class FirstAdminSettings {
    static final String NAME = "PARLEY_ADMIN";
    private static final String PASSWORD = "PARLEY_ADMIN_PASSWORD";

    private final Optional<NewUser> admin;

    /**
     * Reads the settings once.
     *
     * @throws IllegalArgumentException if one is set without the other, or {@code create-user} would refuse the name or the
     *     password; the message names the setting
     */
    @Inject
    FirstAdminSettings(Settings settings) {
        this.admin = admin(settings);
    }

    /** Reads the settings before the store is prepared, which would report a refusal again. */
    void onStart(
            @Observes @Priority(Interceptor.Priority.APPLICATION) @Initialized(ApplicationScoped.class) Object event) {}

    /** The administrator to create; empty without the settings. */
    Optional<NewUser> admin() {
        return admin;
    }

    private static Optional<NewUser> admin(Settings settings) {
        Optional<String> name = settings.text(NAME);
        Optional<String> password = settings.secret(PASSWORD);
        if (name.isEmpty() && password.isEmpty()) {
            return Optional.empty();
        }
        if (password.isEmpty()) {
            throw Settings.refused(NAME + " is set without a password; set " + PASSWORD + "_FILE too");
        }
        if (name.isEmpty()) {
            throw Settings.refused(PASSWORD + " is set without a name; set " + NAME + " too");
        }
        NewUser admin = new NewUser(name.get(), email(name.get()), password.get(), Optional.empty(), Caller.ADMIN);
        admin.errors().stream().findFirst().ifPresent(error -> {
            throw Settings.refused(setting(error) + " " + error.message());
        });
        return Optional.of(admin);
    }

    private static String setting(FieldError error) {
        return "password".equals(error.field()) ? PASSWORD : NAME;
    }

    private static String email(String name) {
        return NewUser.emailFault(name).isEmpty() ? name : name.replace('@', '.') + "@parley.invalid";
    }
}
