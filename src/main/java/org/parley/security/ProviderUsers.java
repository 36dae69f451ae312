package org.parley.security;

import jakarta.inject.Inject;
import java.text.Normalizer;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.security.ProviderLoginException.Reason;

/**
 * The users behind identities of the OpenID provider, found by issuer and subject and never by name or address: whoever can
 * choose an address at the provider must not become another user here.
 */
@Component
public class ProviderUsers {
    private static final Logger LOG = Logger.getLogger(ProviderUsers.class.getName());
    private static final String NAMELESS = "user";
    private static final int LONGEST_NAME = 60; // leaves room for the number
    private static final int MOST_OF_A_NAME = 1_000;
    private static final int TRIES = 5;
    private static final int FULL_NAME_LIMIT = 200;

    private final ProviderUserRepository repository;
    private final AdminRepository admins;

    @Inject
    ProviderUsers(ProviderUserRepository repository, AdminRepository admins) {
        this.repository = repository;
        this.admins = admins;
    }

    /** The id of the user whom a provider knows by a subject. */
    public Optional<String> idOf(String issuer, String subject) {
        return repository.find(issuer, subject).map(User::getId);
    }

    /**
     * The user who signs in, with the role that the provider gives.
     *
     * @param registration whether an unknown identity becomes a user
     * @throws ProviderLoginException if there is no such user, or one who may not sign in
     */
    User signingIn(ProviderIdentity identity, boolean registration) {
        Optional<User> found = repository.find(identity);
        if (found.isEmpty() && !registration) {
            throw new ProviderLoginException(Reason.CLOSED);
        }
        User user = found.orElseGet(() -> create(identity));
        if (!user.isActive()) {
            throw new ProviderLoginException(Reason.OFF);
        }
        identity.administrator().ifPresent(administrator -> giveRole(user, administrator));
        return user;
    }

    private void giveRole(User user, boolean administrator) {
        boolean was = Caller.ADMIN.equals(user.getRole());
        if (administrator && !was) {
            repository.makeAdministrator(user.getId());
            LOG.info(() -> "The OpenID provider makes '" + user.getUsername() + "' an administrator");
        } else if (was && !administrator) {
            boolean left = admins.leave(user.getId(), repository.roleOfUser());
            LOG.info(() -> "'" + user.getUsername() + "' is no administrator for the OpenID provider"
                    + (left ? "" : ", and stays one here, because there is no other"));
        }
    }

    /** Creates the user. Of two first logins at the same time one does, and the other finds the user. */
    private User create(ProviderIdentity identity) {
        for (int i = 0; i < TRIES; i++) {
            Optional<User> user = repository
                    .insert(identity, freeName(identity), address(identity), fullName(identity))
                    .or(() -> repository.find(identity));
            if (user.isPresent()) {
                return user.get();
            }
        }
        throw new ProblemException(409, "Others register at the same time. Log in again");
    }

    private String freeName(ProviderIdentity identity) {
        String wish = username(identity);
        return IntStream.rangeClosed(1, MOST_OF_A_NAME)
                .mapToObj(number -> number == 1 ? wish : wish + "-" + number)
                .filter(repository::isFree)
                .findFirst()
                .orElseThrow(() -> new ProblemException(409, "Every name like '" + wish + "' is taken here"));
    }

    private Optional<String> address(ProviderIdentity identity) {
        return identity.email()
                .filter(email -> NewUser.emailFault(email).isEmpty())
                .filter(repository::isFreeAddress);
    }

    private static Optional<String> fullName(ProviderIdentity identity) {
        return identity.fullName()
                .map(String::strip)
                .filter(name -> !name.isEmpty() && name.length() <= FULL_NAME_LIMIT);
    }

    /** The wished name by the rules of names here: other letters lose their marks, or are replaced. */
    static String username(ProviderIdentity identity) {
        String wish = identity.username().orElse("");
        String plain = Normalizer.normalize(wish, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^A-Za-z0-9._@-]+", "-")
                .replaceAll("^-+|-+$", "");
        String cut = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
        return NewUser.isUsername(cut) ? cut : NAMELESS;
    }
}
