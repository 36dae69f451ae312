package org.parley.conversation;

import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The statements on conversations that JNoSQL's template makes as fast as the driver (decision 0003). Commands run without
 * a container, where there is no template, so each statement exists twice.
 */
interface ConversationStatements {
    /** Stores a new conversation. */
    void insert(Document document);

    /** How many conversations match. */
    long count(Bson filter);
}
