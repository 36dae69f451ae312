package org.parley.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads IP addresses from text. Never asks a name server: what is no literal address is no address. */
final class IpAddresses {
    /** The longest literal is an IPv4-mapped one in full: 45 characters. Zone, brackets and port come on top. */
    private static final int LONGEST = 80;

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

    /** The JDK decides about the rest; with a colon it never takes a text for the name of a host. */
    private static final Pattern V6 = Pattern.compile("(?=[^:]*:)[0-9A-Fa-f:][0-9A-Fa-f:.]{1,44}");

    private static final Pattern ZONE = Pattern.compile("%[A-Za-z0-9._~-]+$");
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]+)](?::[0-9]{1,5})?");
    private static final Pattern V4_AND_PORT = Pattern.compile("([0-9.]+):[0-9]{1,5}");

    private IpAddresses() {}

    /**
     * Reads an address as proxies and servers write it: {@code 192.0.2.7}, {@code 192.0.2.7:4711}, {@code 2001:db8::7},
     * {@code [2001:db8::7]:4711}. A port and the zone of an IPv6 address are dropped, because they mean something on the
     * machine alone that wrote them. IPv4 octets have no leading zeros, which some programs read as octal.
     *
     * @return the address, for an IPv4-mapped one ({@code ::ffff:192.0.2.7}) the IPv4 address; empty for anything else
     */
    static Optional<InetAddress> read(String text) {
        String host = text.strip();
        if (host.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher brackets = BRACKETS.matcher(host);
        if (brackets.matches()) {
            return literal(V6, ZONE.matcher(brackets.group(1)).replaceFirst(""));
        }
        Matcher port = V4_AND_PORT.matcher(host);
        return port.matches()
                ? literal(V4, port.group(1))
                : bare(ZONE.matcher(host).replaceFirst(""), host);
    }

    /** Reads an address without port, brackets and zone. */
    static Optional<InetAddress> readBare(String text) {
        return bare(text, text);
    }

    private static Optional<InetAddress> bare(String withoutZone, String host) {
        return literal(V4, host).or(() -> literal(V6, withoutZone));
    }

    private static Optional<InetAddress> literal(Pattern shape, String text) {
        if (!shape.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
