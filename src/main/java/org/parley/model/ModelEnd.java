package org.parley.model;

import java.util.OptionalInt;
import org.parley.reply.Ending;

/**
 * How an answer ended.
 *
 * @param how whether it is whole, or what cut it; never {@link Ending#FAILED}
 * @param promptTokens tokens of the prompt, as the model counts; empty if it does not report them
 * @param completionTokens tokens of the answer; empty if it does not report them
 */
public record ModelEnd(Ending how, OptionalInt promptTokens, OptionalInt completionTokens) {}
