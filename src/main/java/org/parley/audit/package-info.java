/**
 * The audit log: who did what, on what, when, from where, with what outcome. It observes the platform's
 * {@code Operation} events and uses {@code store} and {@code platform}; nobody calls it but commands, through {@code transfer}.
 */
package org.parley.audit;
