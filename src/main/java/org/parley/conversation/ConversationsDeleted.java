package org.parley.conversation;

import java.util.List;

/** CDI event: these conversations of one user are gone. Fired after the database has said so. */
public record ConversationsDeleted(String userId, List<String> ids) {}
