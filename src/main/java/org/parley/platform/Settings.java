package org.parley.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings of {@code docs/configuration.md}: from the environment, system properties or
 * {@code microprofile-config.properties}, in the order of MicroProfile Config 3.0.
 *
 * <p>A blank value counts as absent. The command line has no MicroProfile Config and reads system properties, then the
 * environment ({@link #ofEnvironment()}).
 */
@ApplicationScoped
public class Settings {
    private static final Logger LOG = Logger.getLogger(Settings.class.getName());
    private static final String DURATION = "a positive ISO 8601 duration such as PT2H or PT60S";

    private final Function<String, Optional<String>> source;

    /** For the container: reads through MicroProfile Config, found when a key is first asked for. */
    public Settings() {
        this(Settings::fromConfig);
    }

    /**
     * Reads from any source.
     *
     * @param source answers a key with its value, or with empty when it is not set
     */
    public Settings(Function<String, Optional<String>> source) {
        this.source = source;
    }

    /** Settings of a plain Java process: system properties win over the environment. */
    public static Settings ofEnvironment() {
        return new Settings(key -> Optional.ofNullable(System.getProperty(key, System.getenv(key))));
    }

    /** The value of {@code key} without surrounding blanks, or empty when it is absent or blank. */
    public Optional<String> text(String key) {
        return source.apply(key).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The value of {@code key}, or {@code otherwise}. */
    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /**
     * A duration in ISO 8601 form, such as {@code PT2H}.
     *
     * @throws IllegalArgumentException if the value is no positive duration; the message names the key
     */
    public Duration duration(String key, Duration otherwise) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            Duration duration = Duration.parse(value.get());
            if (!duration.isZero() && !duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw refused(key, value.get(), DURATION);
        }
        throw refused(key, value.get(), DURATION);
    }

    /**
     * The refusal of a value, which is also logged: not every server says why a deployment failed.
     *
     * @param takes what the key takes instead
     */
    public static IllegalArgumentException refused(String key, String value, String takes) {
        String message = key + " is '" + value + "'; it takes " + takes;
        LOG.severe(() -> "Parley cannot start: " + message);
        return new IllegalArgumentException(message);
    }

    private static Optional<String> fromConfig(String key) {
        Config config = ConfigProvider.getConfig();
        return config.getOptionalValue(key, String.class);
    }
}
