package org.parley.totp;

import jakarta.nosql.Column;
import jakarta.nosql.Convert;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import org.parley.jnosql.InstantConverter;

/**
 * A user's authenticator app. The secret is stored as it is, because each code is computed from it; recovery codes, which
 * only {@link TotpRepository} looks at, are stored as hashes.
 */
@Entity(TotpRepository.COLLECTION)
public class StoredTotp {
    /** The user's id. */
    @Id("_id")
    private String userId;

    /** Base 32. */
    @Column
    private String secret;

    @Column("confirmed_at")
    @Convert(InstantConverter.class)
    private Instant confirmedAt;

    /** For JNoSQL. */
    protected StoredTotp() {}

    /** The secret in base 32. */
    String secret() {
        return secret;
    }

    /** Whether a code has confirmed it; until then logins need none. */
    boolean isOn() {
        return confirmedAt != null;
    }

    /** The user's id. */
    String userId() {
        return userId;
    }
}
