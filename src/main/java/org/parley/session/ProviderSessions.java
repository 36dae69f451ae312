package org.parley.session;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.parley.platform.Component;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;

/**
 * Sessions that began at the OpenID provider, ended when it says so. Their attributes {@code oidc_issuer}, {@code oidc_sub}
 * and {@code oidc_sid} are set by the login. What is ended is out with its next request on every node.
 */
@Component
public class ProviderSessions implements CollectionIndexes {
    private static final String ISSUER = "attributes.oidc_issuer";
    private static final String SUBJECT = "attributes.oidc_sub";
    private static final String SID = "attributes.oidc_sid";

    private final Database database;

    @Inject
    ProviderSessions(Database database) {
        this.database = database;
    }

    @Override
    public void create(Database target) {
        target.patient()
                .getCollection(MongoSessions.COLLECTION)
                .createIndex(Indexes.ascending(SID), new IndexOptions().sparse(true));
    }

    /**
     * Ends the sessions that began with one session of the provider.
     *
     * @return the ids of their users, one for each session
     */
    public List<String> endBySid(String issuer, String sid) {
        return end(and(eq(SID, sid), eq(ISSUER, issuer)));
    }

    /** Ends all sessions of a user that began at the provider as one of its users; those of the password stay. */
    public List<String> endBySubject(String userId, String issuer, String subject) {
        return end(and(eq(MongoSession.USER_ID, userId), eq(ISSUER, issuer), eq(SUBJECT, subject)));
    }

    /** Deletes by what they are and not by their ids, because one may get another id at this moment. */
    private List<String> end(Bson which) {
        List<String> users = new ArrayList<>();
        sessions().find(which).forEach(session -> users.add(String.valueOf(session.get(MongoSession.USER_ID))));
        sessions().deleteMany(which);
        return users;
    }

    private MongoCollection<Document> sessions() {
        return database.collection(MongoSessions.COLLECTION);
    }
}
