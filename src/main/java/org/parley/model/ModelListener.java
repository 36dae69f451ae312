package org.parley.model;

/**
 * Hears a model's answer. Called by one thread after the other, never by two at once; exactly one of {@link #onEnd} and
 * {@link #onFailure} is the last call, unless the call was cancelled: then none of them comes any more.
 */
public interface ModelListener {
    /** The next piece of the answer. Must not block: the model waits meanwhile. */
    void onText(String text);

    /** The answer is whole, or as long as the model gives it. */
    void onEnd(ModelEnd end);

    /** There will be no more; what came before is all there is. */
    void onFailure(ModelFailure failure);
}
