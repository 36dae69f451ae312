/**
 * The audit log: who did what to which resource, when, from where and with what outcome. It observes the platform's
 * {@code Operation} events and uses {@code store} and {@code platform}; only commands call it, through {@code transfer}. Users
 * read here what concerns them.
 */
package org.parley.audit;
