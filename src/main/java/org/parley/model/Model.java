package org.parley.model;

/**
 * A model that users can choose.
 *
 * @param provider the kind of server that runs it
 * @param name the name the provider uses; {@code offline} for the assistant without a model
 */
public record Model(Provider provider, String name) {
    /** The assistant of an installation without a model. */
    public static final Model OFFLINE = new Model(Provider.OFFLINE, "offline");

    private static final String DEFAULT_TAG = ":latest";

    /** Whether both are one model: {@code llama3.2} is short for {@code llama3.2:latest}. */
    public boolean isSame(Model other) {
        return isCalled(other.id());
    }

    /** Whether this is the model with that id, with or without {@code :latest}. */
    public boolean isCalled(String id) {
        return untagged(id()).equals(untagged(id));
    }

    /** A name or id without {@code :latest}, which every model without a tag has. */
    static String untagged(String name) {
        return name.endsWith(DEFAULT_TAG) ? name.substring(0, name.length() - DEFAULT_TAG.length()) : name;
    }

    /** The id in settings, stored answers and the API: {@code ollama:NAME}, {@code openai:NAME} or {@code offline}. */
    public String id() {
        return provider == Provider.OFFLINE ? name : provider.wire() + ":" + name;
    }
}
