/**
 * What administrators do: users, and how the system is. It gives no way to anybody's conversations. It may use everything
 * but pages.
 */
package org.parley.admin;
