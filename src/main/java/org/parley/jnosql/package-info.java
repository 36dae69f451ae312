/**
 * Eclipse JNoSQL on the application's one client: its managers, the list of entities, and the converters of their fields.
 * It uses {@code store}.
 */
package org.parley.jnosql;
