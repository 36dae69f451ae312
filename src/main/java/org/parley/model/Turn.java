package org.parley.model;

/**
 * One message as a model is shown it.
 *
 * @param speaker who says it
 * @param text what is said
 */
public record Turn(Speaker speaker, String text) {
    /** Who speaks to a model. */
    public enum Speaker {
        /** The person, and what tools answered. */
        USER,
        /** The model itself, earlier. */
        ASSISTANT,
        /** Instructions. */
        SYSTEM
    }
}
