/**
 * Reads values where they lie in BSON bytes and writes them as JSON without decoding the document around them. It uses
 * {@code platform}.
 */
package org.parley.bson;
