/**
 * API tokens: what programs send instead of a password or a session. It tells {@code security} whose token a request
 * presents, and uses {@code security}, {@code jnosql}, {@code store}, {@code bson} and {@code platform}.
 */
package org.parley.token;
