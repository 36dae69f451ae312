package org.parley.formats;

import java.util.Set;
import org.parley.intake.ImportedConversation;

/**
 * A conversation as an export holds it.
 *
 * @param conversation what is imported
 * @param notInFile what is known to be missing
 */
public record Reading(ImportedConversation conversation, Set<NotInFile> notInFile) {}
