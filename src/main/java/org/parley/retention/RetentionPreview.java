package org.parley.retention;

import java.util.List;
import org.parley.document.StoredConversation;

/**
 * What a retention would do now.
 *
 * @param archive how many conversations it would archive
 * @param trash how many it would put into the trash; {@code archive} leaves them out
 * @param oldest those of either kind that were left alone for the longest time, at most 10
 */
record RetentionPreview(long archive, long trash, List<StoredConversation> oldest) {}
