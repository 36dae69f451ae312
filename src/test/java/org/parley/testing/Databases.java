package org.parley.testing;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One driver for each MongoDB that the tests read directly, open until they end. */
final class Databases {
    private static final Map<String, MongoClient> CLIENTS = new ConcurrentHashMap<>();

    private Databases() {}

    static MongoDatabase at(String uri, String name) {
        return CLIENTS.computeIfAbsent(uri, MongoClients::create).getDatabase(name);
    }
}
