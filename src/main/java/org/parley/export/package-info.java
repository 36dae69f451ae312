/** Conversations on their way out: one of them as a file to read, to print, or to import again. */
package org.parley.export;
