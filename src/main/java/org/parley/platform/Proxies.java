package org.parley.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells who sent a request. No other class asks the request for the client's address or scheme, or reads {@code Host}.
 *
 * <p>{@code PARLEY_PROXIES} lists the networks of the trusted proxies, separated by commas or blanks: {@code
 * 10.0.0.0/8, fd00::/8}. From an address in one of them, {@code X-Forwarded-For}, {@code X-Forwarded-Proto} and {@code
 * X-Forwarded-Host} count; from any other, and by default, they are ignored. {@code Forwarded} (RFC 7239) is not read.
 *
 * <p>A bean and not a wrapped request, because the authentication mechanism runs before every filter, and what the
 * container injects is its own request.
 */
@Component
public class Proxies {
    private static final String KEY = "PARLEY_PROXIES";
    private static final String ATTRIBUTE = Sender.class.getName();

    /** More entries than any chain of proxies has; the rest of a header of a mebibyte, which WildFly accepts, is not read. */
    private static final int MOST_ENTRIES = 50;

    /** A name of at most 253 characters, or an IPv6 address in brackets, and a port. */
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

    private final List<Network> trusted;

    /**
     * Reads the list once; a change requires a restart.
     *
     * @throws IllegalArgumentException if an entry is no network; the message names it
     */
    @Inject
    public Proxies(Settings settings) {
        String value = settings.text(KEY, "");
        this.trusted = Stream.of(value.split("[,\\s]+"))
                .filter(text -> !text.isEmpty())
                .map(text -> Network.read(text)
                        .orElseThrow(() -> Settings.refused(
                                KEY, text, "networks such as 10.0.0.0/8 or fd00::/8, separated by commas")))
                .toList();
    }

    /** Reads the setting at start, so that an invalid one stops the deployment and not the first request. */
    void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {}

    /** The sender of a request; found once for each request, whatever wraps it. */
    public Sender of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Sender known) {
            return known;
        }
        Sender found = sender(request);
        request.setAttribute(ATTRIBUTE, found);
        return found;
    }

    private Sender sender(HttpServletRequest request) {
        Optional<InetAddress> direct =
                Optional.ofNullable(request.getRemoteAddr()).flatMap(IpAddresses::read);
        if (direct.filter(this::isTrusted).isEmpty()) {
            return new Sender(request.getRemoteAddr(), request.isSecure(), request.getHeader("Host"));
        }
        return new Sender(
                client(direct.get(), request).getHostAddress(),
                last(request, "X-Forwarded-Proto").flatMap(Proxies::secure).orElseGet(request::isSecure),
                last(request, "X-Forwarded-Host")
                        .filter(host -> HOST.matcher(host).matches())
                        .orElseGet(() -> request.getHeader("Host")));
    }

    /**
     * The right-most address that is not trusted. Every proxy adds the address that it saw at the right, so what stands
     * further left can be the client's invention.
     *
     * @return the last trusted address if all of them are, and at an entry that is no address
     */
    private InetAddress client(InetAddress direct, HttpServletRequest request) {
        InetAddress last = direct;
        for (String entry : fromTheRight(request, "X-Forwarded-For")) {
            Optional<InetAddress> address = IpAddresses.read(entry);
            if (address.isEmpty()) {
                return last;
            }
            last = address.get();
            if (!isTrusted(last)) {
                return last;
            }
        }
        return last;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static Optional<Boolean> secure(String scheme) {
        return "https".equalsIgnoreCase(scheme)
                ? Optional.of(true)
                : Optional.of(false).filter(no -> "http".equalsIgnoreCase(scheme));
    }

    private static Optional<String> last(HttpServletRequest request, String header) {
        return fromTheRight(request, header).stream().findFirst();
    }

    /**
     * The entries of all lines of a header, the last one first, at most {@value #MOST_ENTRIES}. Empty ones do not count (RFC
     * 9110, section 5.6.1).
     */
    private static List<String> fromTheRight(HttpServletRequest request, String header) {
        Enumeration<String> values = request.getHeaders(header);
        List<String> lines = values == null ? List.of() : Collections.list(values);
        List<String> entries = new ArrayList<>();
        for (int line = lines.size() - 1; line >= 0; line--) {
            String text = lines.get(line);
            for (int end = text.length(); end >= 0; ) {
                int comma = text.lastIndexOf(',', end - 1);
                String entry = text.substring(comma + 1, end).strip();
                if (!entry.isEmpty()) {
                    entries.add(entry);
                }
                if (entries.size() == MOST_ENTRIES) {
                    return entries;
                }
                end = comma;
            }
        }
        return entries;
    }
}
