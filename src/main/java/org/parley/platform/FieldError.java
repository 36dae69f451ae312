package org.parley.platform;

/**
 * One thing that is wrong with a request body or parameter.
 *
 * @param field where: a parameter's name or a path such as {@code messages[3].role}
 * @param message what is wrong and what would be right
 */
public record FieldError(String field, String message) {}
