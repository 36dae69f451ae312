package org.parley.audit;

import com.mongodb.MongoException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.platform.Component;
import org.parley.platform.Operation;

/**
 * Makes the entries of operations. An entry about another user's conversation gets its owner, so that the owner can see
 * it. Whose a conversation is, is asked for everything that was not found, so that the time tells nothing.
 */
@Component
class AuditEntries {
    private static final Logger LOG = Logger.getLogger(AuditEntries.class.getName());
    private static final int NOT_FOUND = 404;

    private final ActivityRepository activity;

    @Inject
    AuditEntries(ActivityRepository activity) {
        this.activity = activity;
    }

    /** The entries of operations, in their order. */
    List<Document> of(List<Operation> operations) {
        Map<String, String> owners = owners(operations);
        return operations.stream()
                .map(operation -> {
                    Document entry = AuditRepository.entry(operation);
                    operation
                            .resourceId()
                            .map(owners::get)
                            .filter(owner -> !owner.equals(operation.userId().orElse("")))
                            .ifPresent(owner -> entry.append(ActivityRepository.OWNER, owner));
                    return entry;
                })
                .toList();
    }

    private Map<String, String> owners(List<Operation> operations) {
        List<ObjectId> missed = operations.stream()
                .filter(operation -> operation.status() == NOT_FOUND
                        && operation.resourceType().equals("conversation"))
                .flatMap(operation -> operation.resourceId().stream())
                .filter(ObjectId::isValid)
                .map(ObjectId::new)
                .toList();
        try {
            return missed.isEmpty() ? Map.of() : activity.owners(missed);
        } catch (MongoException e) {
            LOG.log(Level.FINE, "An entry is stored without the owner of its conversation", e);
            return Map.of();
        }
    }
}
