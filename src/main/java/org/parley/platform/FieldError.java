package org.parley.platform;

/**
 * One validation error of a request body or parameter.
 *
 * @param field the parameter's name or a path such as {@code messages[3].role}
 * @param message what is wrong and what is valid
 */
public record FieldError(String field, String message) {}
