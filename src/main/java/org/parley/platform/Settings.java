package org.parley.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
@Component
public class Settings {
    private static final Logger LOG = Logger.getLogger(Settings.class.getName());
    private static final String DURATION = "a positive ISO 8601 duration such as PT2H or PT60S";

    /** What the name of a setting ends with that names the file of a secret. */
    private static final String FILE = "_FILE";

    private final Function<String, Optional<String>> source;

    /** For the container: reads MicroProfile Config, which it looks up at the first read. */
    public Settings() {
        this(Settings::fromConfig);
    }

    /**
     * Reads from any source.
     *
     * @param source returns the value of a key, or empty if it is not set
     */
    public Settings(Function<String, Optional<String>> source) {
        this.source = source;
    }

    /** Settings of a plain Java process: system properties win over the environment. */
    public static Settings ofEnvironment() {
        return new Settings(key -> Optional.ofNullable(System.getProperty(key, System.getenv(key))));
    }

    /** The value of {@code key} without surrounding blanks, or empty if it is absent or blank. */
    public Optional<String> text(String key) {
        return source.apply(key).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The value of {@code key}, or {@code otherwise}. */
    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /**
     * A secret: the value of {@code key}, or the content of the file that {@code key_FILE} names, without one line break
     * at its end.
     *
     * @throws IllegalArgumentException if both are set, or the file is empty or cannot be read; the message names the key
     *     and holds nothing of the secret
     */
    public Optional<String> secret(String key) {
        try {
            return unloggedSecret(key);
        } catch (IllegalStateException e) {
            throw refused(e.getMessage());
        }
    }

    /**
     * The same for code that reports the reason itself, such as commands.
     *
     * @throws IllegalStateException with the same messages; nothing is logged
     */
    public Optional<String> unloggedSecret(String key) {
        Optional<String> value = text(key);
        Optional<String> file = text(key + FILE);
        if (file.isEmpty()) {
            return value;
        }
        if (value.isPresent()) {
            throw new IllegalStateException(key + " and " + key + FILE + " are both set; leave one of them out");
        }
        try {
            String content = Files.readString(Path.of(file.get())).replaceFirst("\\r?\\n\\z", "");
            if (content.isBlank()) {
                throw new IllegalStateException(key + FILE + " names '" + file.get() + "', which is empty");
            }
            return Optional.of(content);
        } catch (IOException | InvalidPathException e) {
            throw new IllegalStateException(
                    key + FILE + " names '" + file.get() + "', which cannot be read as a text file");
        }
    }

    /** Whether {@link #secret} is set, by value or by file. */
    public boolean hasSecret(String key) {
        return text(key).isPresent() || text(key + FILE).isPresent();
    }

    /**
     * A duration in ISO 8601 form, such as {@code PT2H}.
     *
     * @throws IllegalArgumentException if the value is not a positive duration; the message names the key
     */
    public Duration duration(String key, Duration otherwise) {
        return duration(key, otherwise, DURATION, false);
    }

    /** The same, or {@code PT0S}. */
    public Duration durationOrZero(String key, Duration otherwise) {
        return duration(key, otherwise, DURATION + ", or PT0S", true);
    }

    private Duration duration(String key, Duration otherwise, String takes, boolean zero) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            Duration duration = Duration.parse(value.get());
            if (!duration.isNegative() && (zero || !duration.isZero())) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw refused(key, value.get(), takes);
        }
        throw refused(key, value.get(), takes);
    }

    /**
     * Returns the exception for an invalid value and logs it, because not every server reports why a deployment failed.
     *
     * @param takes what the key accepts
     */
    public static IllegalArgumentException refused(String key, String value, String takes) {
        return refused(key + " is '" + value + "'; it takes " + takes);
    }

    /**
     * Returns the exception for invalid settings and logs it.
     *
     * @param message a sentence that names the key
     */
    public static IllegalArgumentException refused(String message) {
        LOG.severe(() -> "Parley cannot start: " + message);
        return new IllegalArgumentException(message);
    }

    private static Optional<String> fromConfig(String key) {
        Config config = ConfigProvider.getConfig();
        return config.getOptionalValue(key, String.class);
    }
}
