package org.parley.token;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.security.BearerToken;
import org.parley.security.BearerTokens;

/** The API tokens of users. To a user, another user's token does not exist. */
@Component
public class ApiTokens implements BearerTokens {
    /** More than a person can tell apart in a list. Expired ones count. */
    private static final int MAX = 50;

    /** Storing each use would cost every request a write. */
    private static final Duration USE_INTERVAL = Duration.ofMinutes(1);

    private final ApiTokenRepository tokens;
    private final Clock clock;

    @Inject
    ApiTokens(ApiTokenRepository tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A user's tokens, expired ones too, newest first. */
    public List<ApiToken> all(String userId) {
        return tokens.all(userId);
    }

    /**
     * A new token with its secret, which is not stored.
     *
     * @param token what is stored
     * @param secret what a program sends
     */
    public record Made(ApiToken token, String secret) {}

    /**
     * Makes a token.
     *
     * @throws ProblemException 409 if the user has as many as there can be
     */
    Made create(String userId, NewToken wanted) {
        if (tokens.all(userId).size() >= MAX) {
            throw new ProblemException(409, "You have " + MAX + " tokens, the most there can be. Revoke one first");
        }
        String secret = TokenSecret.next();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ApiToken token = ApiToken.of(new ObjectId().toHexString(), userId, wanted, TokenSecret.hash(secret), now);
        tokens.insert(token);
        return new Made(token, secret);
    }

    /**
     * Revokes a token: no node accepts it any more, and its open streams end within two seconds.
     *
     * @throws ProblemException 404 if the user has no such token
     */
    public void revoke(String userId, String id) {
        if (!tokens.delete(userId, id)) {
            throw new ProblemException(404, "Token not found");
        }
    }

    @Override
    public Optional<BearerToken> find(String secret) {
        if (!TokenSecret.isWellFormed(secret)) {
            return Optional.empty();
        }
        return tokens.byHash(TokenSecret.hash(secret))
                .filter(this::isUsable)
                .map(token -> new BearerToken(token.id(), token.userId(), token.writes(), token.lastUsedAt()));
    }

    @Override
    public void used(BearerToken token) {
        Instant now = clock.instant();
        boolean due = token.lastUsedAt()
                .filter(stored -> stored.isAfter(now.minus(USE_INTERVAL)))
                .isEmpty();
        if (due) {
            tokens.used(token.userId(), token.id(), now, USE_INTERVAL);
        }
    }

    @Override
    public boolean isValid(BearerToken token) {
        return tokens.byId(token.userId(), token.id()).filter(this::isUsable).isPresent();
    }

    private boolean isUsable(ApiToken token) {
        return token.userId() != null && token.reads() && token.isValid(clock.instant());
    }
}
