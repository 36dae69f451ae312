/**
 * Reads the replies of model servers, as lenient as their many implementations demand: events or lines of JSON, the text
 * and the thoughts in them, how they end, and what an error says. The package uses {@code platform} for nothing but JSON.
 */
package org.parley.reply;
