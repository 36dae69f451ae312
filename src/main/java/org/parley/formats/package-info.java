/**
 * Reads the conversations of other programs: a class for each format, told by the fields of an object and not by the name of
 * the file. What is read belongs to nobody yet and is stored by {@code intake}.
 */
package org.parley.formats;
