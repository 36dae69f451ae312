package org.parley.platform;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network in CIDR notation (RFC 4632, RFC 4291): {@code 10.0.0.0/8}, {@code fd00::/8}; without a length, one address.
 * Bits behind the length do not count.
 *
 * @param address an address in it
 * @param bits how many leading bits its addresses share: 0 to 32, or 0 to 128 for IPv6
 */
record Network(InetAddress address, int bits) {
    private static final Pattern SHAPE = Pattern.compile("([^/]+)(?:/(0|[1-9][0-9]{0,2}))?");

    /** How many leading bits the IPv4-mapped addresses share: {@code ::ffff:0:0/96} is all of IPv4. */
    private static final int MAPPED = 96;

    /** Reads a network; empty if the text is not one. */
    static Optional<Network> read(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String host = parts.group(1);
        return IpAddresses.readBare(host).flatMap(address -> {
            int size = address.getAddress().length * Byte.SIZE;
            int mapped = size == Integer.SIZE && host.indexOf(':') >= 0 ? MAPPED : 0;
            int bits = parts.group(2) == null ? size : Integer.parseInt(parts.group(2)) - mapped;
            return bits < 0 || bits > size ? Optional.empty() : Optional.of(new Network(address, bits));
        });
    }

    /** Whether an address belongs to it; one of the other IP version never does. */
    boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += Byte.SIZE) {
            int mask = 0xFF << Math.max(0, Byte.SIZE - (bits - bit));
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask & 0xFF) != 0) {
                return false;
            }
        }
        return true;
    }
}
