package org.parley.model;

import java.util.OptionalInt;

/**
 * How an answer ended.
 *
 * @param cutByLength whether the model ended it because it became too long
 * @param promptTokens what the model was shown, in its tokens; empty when it does not say
 * @param completionTokens what it answered
 */
public record ModelEnd(boolean cutByLength, OptionalInt promptTokens, OptionalInt completionTokens) {}
