package org.parley.reply;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one event of a reply says.
 *
 * @param thought the next piece of the model's thought; empty for none
 * @param text the next piece of the answer; empty for none
 * @param ending how the reply ended, if this event tells
 * @param last whether the server says that nothing follows
 * @param promptTokens tokens of the prompt
 * @param completionTokens tokens of the thought and the answer
 * @param error the error that ends the reply
 */
record ReplyPart(
        String thought,
        String text,
        Optional<Ending> ending,
        boolean last,
        OptionalInt promptTokens,
        OptionalInt completionTokens,
        Optional<ReplyError> error) {
    /** The mark at the end of a stream of events. */
    static final ReplyPart DONE =
            new ReplyPart("", "", Optional.empty(), true, OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    static ReplyPart failed(ReplyError error) {
        return new ReplyPart(
                "", "", Optional.empty(), false, OptionalInt.empty(), OptionalInt.empty(), Optional.of(error));
    }
}
