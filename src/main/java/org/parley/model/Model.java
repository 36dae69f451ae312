package org.parley.model;

/**
 * A model somebody may choose.
 *
 * @param provider who has it
 * @param name what the provider calls it; {@code offline} for the assistant without a model
 */
public record Model(Provider provider, String name) {
    /** The assistant of an installation without a model. */
    public static final Model OFFLINE = new Model(Provider.OFFLINE, "offline");

    /** What it is called in settings, in stored answers and on the wire: {@code ollama:NAME}, or {@code offline}. */
    public String id() {
        return provider == Provider.OFFLINE ? name : provider.wire() + ":" + name;
    }
}
