package org.parley.platform;

/**
 * Who sent a request and how, as seen behind the trusted proxies.
 *
 * @param address the client's IP address as text; null if the server does not know it
 * @param secure whether the client used https
 * @param host the name and port that the client used, as in {@code Host}; null without one
 */
public record Sender(String address, boolean secure, String host) {}
