/** Tests of the pages: headers and versions of files without a server, everything else in a real browser. */
package org.parley.web;
