/**
 * A conversation's document as it is read, whichever program wrote it and whatever it holds: {@link
 * org.parley.document.StoredConversation} and its parts, and the rules of what may be in it: titles, metadata, tags. Nothing here reads from the database or writes to it. It uses
 * {@code segment}, {@code message}, {@code store}, {@code bson} and {@code platform}.
 */
package org.parley.document;
