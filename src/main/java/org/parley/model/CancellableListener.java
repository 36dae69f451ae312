package org.parley.model;

/** Hands a model's output on until the call is cancelled. */
final class CancellableListener implements ModelListener {
    private final ModelListener listener;
    private volatile boolean cancelled;

    CancellableListener(ModelListener listener) {
        this.listener = listener;
    }

    /** Hands nothing on any more. */
    void cancel() {
        cancelled = true;
    }

    @Override
    public void onThought(String piece) {
        if (!cancelled) {
            listener.onThought(piece);
        }
    }

    @Override
    public void onText(String piece) {
        if (!cancelled) {
            listener.onText(piece);
        }
    }

    @Override
    public void onTextWasThought() {
        if (!cancelled) {
            listener.onTextWasThought();
        }
    }

    @Override
    public void onEnd(ModelEnd end) {
        if (!cancelled) {
            listener.onEnd(end);
        }
    }

    @Override
    public void onFailure(ModelFailure failure) {
        if (!cancelled) {
            listener.onFailure(failure);
        }
    }
}
