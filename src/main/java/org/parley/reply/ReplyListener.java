package org.parley.reply;

/** Receives the thought and the answer of a reply. Every piece is well-formed Unicode, and none is empty. */
public interface ReplyListener {
    /** Called with the next piece of the model's thought. */
    void onThought(String piece);

    /** Called with the next piece of the answer. */
    void onText(String piece);

    /** Called when it turns out that all the text so far was the model's thought; the answer begins now. */
    void onTextWasThought();
}
