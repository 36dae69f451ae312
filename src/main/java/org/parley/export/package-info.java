/** Conversations on their way out: one as a file to read, to print or to import again, or all as a ZIP. */
package org.parley.export;
