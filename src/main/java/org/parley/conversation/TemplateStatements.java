package org.parley.conversation;

import jakarta.inject.Inject;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.eclipse.jnosql.databases.mongodb.mapping.MongoDBTemplate;
import org.eclipse.jnosql.mapping.document.DocumentTemplate;
import org.parley.platform.Component;

/** The statements through JNoSQL's templates. */
@Component
class TemplateStatements implements ConversationStatements {
    private final DocumentTemplate inserts;
    private final MongoDBTemplate template;

    /** Two templates, because {@code MongoDBTemplate.insert} stores a null for every absent field. */
    @Inject
    TemplateStatements(DocumentTemplate inserts, MongoDBTemplate template) {
        this.inserts = inserts;
        this.template = template;
    }

    @Override
    public void insert(Document document) {
        inserts.insert(new Conversation(document));
    }

    @Override
    public long count(Bson filter) {
        return template.count(Conversation.class, filter);
    }
}
