package org.parley.totp;

import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;
import org.parley.security.SecondFactor;

/**
 * The second factor of users who have set one up. It is set up in two steps: {@link #begin} makes a secret, and {@link
 * #confirm} turns it on once the user's app has shown a code of it, so that an app that was set up wrongly locks no
 * user out.
 */
@Component
public class Totp implements SecondFactor {
    private static final String ISSUER = "Parley";

    /** As many bits as HMAC-SHA-1 gives, which RFC 4226, section 4 recommends. */
    private static final int SECRET_BYTES = 20;

    private static final Pattern CODE = Pattern.compile("[0-9]{" + TotpCodes.DIGITS + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TotpRepository stored;
    private final Clock clock;

    @Inject
    Totp(TotpRepository stored, Clock clock) {
        this.stored = stored;
        this.clock = clock;
    }

    /**
     * What an authenticator app needs, in three forms.
     *
     * @param secret the secret in base 32, to be typed
     * @param uri the secret with the name of the account, to be opened
     * @param qr the URI as a QR code: a PNG as a data URI
     */
    public record Setup(String secret, String uri, String qr) {}

    /** Whether logins of a user need a code. */
    public boolean isOn(String userId) {
        return stored.find(userId).filter(StoredTotp::isOn).isPresent();
    }

    /**
     * Makes a new secret, which replaces one that was not confirmed.
     *
     * @throws ProblemException 409 if the second factor is on
     */
    public Setup begin(Caller caller) {
        byte[] bits = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bits);
        String secret = Base32.encode(bits);
        if (!stored.begin(caller.userId(), secret, clock.instant())) {
            throw isOnAlready();
        }
        String uri = "otpauth://totp/" + ISSUER + ":" + encoded(caller.username()) + "?secret=" + secret + "&issuer="
                + ISSUER + "&algorithm=SHA1&digits=" + TotpCodes.DIGITS + "&period=" + TotpCodes.STEP_SECONDS;
        return new Setup(secret, uri, QrImage.dataUri(uri));
    }

    /**
     * Turns the second factor on.
     *
     * @param code what the app shows now, which is spent with this
     * @return the recovery codes, which are not shown again; empty if the code is wrong
     * @throws ProblemException 409 if the second factor is on, or nothing waits for its confirmation
     */
    public Optional<List<String>> confirm(String userId, String code) {
        StoredTotp waiting = stored.find(userId)
                .orElseThrow(
                        () -> new ProblemException(409, "There is nothing to confirm. Begin with POST /auth/totp"));
        if (waiting.isOn()) {
            throw isOnAlready();
        }
        OptionalLong step = step(waiting, code);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        List<String> recovery = RecoveryCodes.next();
        List<String> hashes =
                recovery.stream().map(one -> RecoveryCodes.hash(userId, one)).toList();
        if (!stored.confirm(userId, waiting.secret(), step.getAsLong(), hashes, clock.instant())) {
            throw new ProblemException(409, "The setup has changed meanwhile. Begin again with POST /auth/totp");
        }
        return Optional.of(recovery);
    }

    /** Turns the second factor off, and forgets its secret and its recovery codes. Nothing happens if it is off. */
    public void disable(String userId) {
        stored.delete(userId);
    }

    /** {@inheritDoc} A code counts for its step and one step before and after, a recovery code at any time. */
    @Override
    public Result check(String userId, Optional<String> code) {
        Optional<StoredTotp> on = stored.find(userId).filter(StoredTotp::isOn);
        if (on.isEmpty()) {
            return Result.NOT_NEEDED;
        }
        if (code.isEmpty()) {
            return Result.MISSING;
        }
        return spend(on.get(), code.get()) ? Result.RIGHT : Result.WRONG;
    }

    private boolean spend(StoredTotp on, String code) {
        if (!CODE.matcher(withoutBlanks(code)).matches()) {
            return stored.spendRecovery(on.userId(), RecoveryCodes.hash(on.userId(), code));
        }
        OptionalLong step = step(on, code);
        return step.isPresent() && stored.spend(on.userId(), on.secret(), step.getAsLong());
    }

    private OptionalLong step(StoredTotp totp, String code) {
        return TotpCodes.stepOf(Base32.decode(totp.secret()), withoutBlanks(code), clock.instant());
    }

    /** Apps show codes in two groups. */
    private static String withoutBlanks(String code) {
        return code.replaceAll("\\s", "");
    }

    private static ProblemException isOnAlready() {
        return new ProblemException(409, "The second factor is on. Turn it off first: POST /auth/totp/disable");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
