package org.parley.model;

/**
 * One message of the prompt.
 *
 * @param speaker who wrote it
 * @param text its text
 */
public record Turn(Speaker speaker, String text) {
    /** The author of a message. */
    public enum Speaker {
        /** The user, and results of tools. */
        USER,
        /** The model, in an earlier answer. */
        ASSISTANT,
        /** The system prompt. */
        SYSTEM
    }
}
