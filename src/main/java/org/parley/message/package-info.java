/**
 * What one message is: who speaks and what, how it is read from a request or a document and written, which message
 * continues which, and the key of the conversation it belongs to.
 */
package org.parley.message;
