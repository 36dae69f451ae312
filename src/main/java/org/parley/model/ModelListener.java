package org.parley.model;

import org.parley.reply.ReplyListener;

/**
 * Receives a model's thought and answer. Called by different threads, but never by two at once. The last call is exactly
 * one of {@link #onEnd} and {@link #onFailure}; after a cancellation neither is called. No call may block, because the
 * model waits.
 */
public interface ModelListener extends ReplyListener {
    /** Called when the answer is complete, or was cut by the model or its server. */
    void onEnd(ModelEnd end);

    /** Called when the answer failed; the text received before is all there is. */
    void onFailure(ModelFailure failure);
}
