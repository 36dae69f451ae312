package org.parley.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.platform.Settings;

/** Whether there is single sign-on here, and with which provider. */
@Component
public class SingleSignOn {
    private final Optional<OidcSettings> settings;

    /**
     * Reads the settings once.
     *
     * @throws IllegalArgumentException as {@link OidcSettings#of} says
     */
    @Inject
    SingleSignOn(Settings settings) {
        this.settings = OidcSettings.of(settings);
    }

    /** Reads the settings at start, so that an invalid one stops the deployment and not the first request. */
    void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {}

    /** Whether a provider is set. */
    public boolean isOn() {
        return settings.isPresent();
    }

    /** The host of the provider, as its name for people; empty without a provider. */
    public String providerName() {
        return settings.map(known -> URI.create(known.issuer()).getHost()).orElse("");
    }

    /**
     * The settings.
     *
     * @throws ProblemException 404 without a provider
     */
    OidcSettings settings() {
        return settings.orElseThrow(() -> new ProblemException(404, "Single sign-on is not set up on this server"));
    }
}
