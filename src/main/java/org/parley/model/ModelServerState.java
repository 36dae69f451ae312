package org.parley.model;

import java.util.List;

/**
 * A configured model server as it is now.
 *
 * @param host its host and, if it is not the usual one, its port
 * @param reachable whether it answered when it was last asked for its models, at most 30 seconds ago
 * @param models the names of the models that users can choose there, at most 5,000
 */
public record ModelServerState(Provider provider, String host, boolean reachable, List<String> models) {}
