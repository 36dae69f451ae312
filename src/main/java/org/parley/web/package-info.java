/**
 * The pages people see: backing beans, the headers of pages and the files they are made of.
 *
 * <p>May use every other package, and alone knows Jakarta Faces. Beans are request-scoped and keep nothing between
 * requests, so that any node can answer any of them.
 */
package org.parley.web;
