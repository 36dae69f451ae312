package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.parley.testing.Rows;

/** Who sent a request, by its connection and the headers of proxies. */
class ProxiesTest {
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";
    private static final String HOST = "X-Forwarded-Host";

    private final Proxies proxies = trusting("10.0.0.0/8, fd00::/8 192.0.2.1");

    /** Lines of the header are separated by semicolons; {@code -} is an empty one. */
    @Rows({
        "203.0.113.9 | 198.51.100.1 | 203.0.113.9",
        "203.0.113.9 | | 203.0.113.9",
        "10.0.0.1 | | 10.0.0.1",
        "10.0.0.1 | - | 10.0.0.1",
        "10.0.0.1 | , ,, | 10.0.0.1",
        "10.0.0.1 | 198.51.100.1 | 198.51.100.1",
        "10.0.0.1 | 198.51.100.1:4711 | 198.51.100.1",
        "10.0.0.1 | [2001:db8::7]:4711 | 2001:db8:0:0:0:0:0:7",
        "10.0.0.1 | ::ffff:198.51.100.1 | 198.51.100.1",
        "::ffff:10.0.0.1 | 198.51.100.1 | 198.51.100.1",
        "fd12:0:0:0:0:0:0:1%eth0 | 198.51.100.1 | 198.51.100.1",
        "192.0.2.1 | 198.51.100.1 | 198.51.100.1",
        "192.0.2.2 | 198.51.100.1 | 192.0.2.2",
        "10.0.0.1 | 6.6.6.6, 198.51.100.1 | 198.51.100.1",
        "10.0.0.1 | 6.6.6.6, 198.51.100.1, 10.0.0.2, fd00::3 | 198.51.100.1",
        "10.0.0.1 | 6.6.6.6 , 198.51.100.1,, 10.0.0.2 , | 198.51.100.1",
        "10.0.0.1 | 6.6.6.6; 198.51.100.1 | 198.51.100.1",
        "10.0.0.1 | 6.6.6.6, 198.51.100.1; 10.0.0.2; - | 198.51.100.1",
        "10.0.0.1 | 10.0.0.3, 10.0.0.2 | 10.0.0.3",
        "10.0.0.1 | 6.6.6.6, unknown | 10.0.0.1",
        "10.0.0.1 | 6.6.6.6, unknown, 10.0.0.2 | 10.0.0.2",
        "10.0.0.1 | 6.6.6.6, example.org, ::ffff:10.0.0.2 | 10.0.0.2",
        "10.0.0.1 | 6.6.6.6, \"198.51.100.1\" | 10.0.0.1",
        "10.0.0.1 | unknown, 198.51.100.1 | 198.51.100.1"
    })
    void theClientIsTheRightMostAddressThatIsNotTrusted(String direct, String forwarded, String client) {
        assertThat(proxies.of(request(direct, false, FOR, forwarded)).address()).isEqualTo(client);
    }

    @Rows({
        "203.0.113.9 | http | https | http",
        "203.0.113.9 | https | http | https",
        "10.0.0.1 | http | | http",
        "10.0.0.1 | https | | https",
        "10.0.0.1 | http | https | https",
        "10.0.0.1 | http | HTTPS | https",
        "10.0.0.1 | https | http | http",
        "10.0.0.1 | http | http, https | https",
        "10.0.0.1 | http | https, http | http",
        "10.0.0.1 | http | http; https | https",
        "10.0.0.1 | http | https, | https",
        "10.0.0.1 | http | ftp | http",
        "10.0.0.1 | https | https://, wss | https"
    })
    void theSchemeIsTheRightMostOne(String direct, String scheme, String forwarded, String used) {
        assertThat(proxies.of(request(direct, "https".equals(scheme), PROTO, forwarded))
                        .secure())
                .isEqualTo("https".equals(used));
    }

    @Rows({
        "203.0.113.9 | evil.example | node:8000",
        "10.0.0.1 | | node:8000",
        "10.0.0.1 | chat.example.org | chat.example.org",
        "10.0.0.1 | chat.example.org:8443 | chat.example.org:8443",
        "10.0.0.1 | [2001:db8::7]:8443 | [2001:db8::7]:8443",
        "10.0.0.1 | evil.example, chat.example.org | chat.example.org",
        "10.0.0.1 | evil.example; chat.example.org | chat.example.org",
        "10.0.0.1 | chat.example.org/evil | node:8000",
        "10.0.0.1 | ada@chat.example.org | node:8000",
        "10.0.0.1 | chat.example.org:port | node:8000"
    })
    void theHostIsTheRightMostOne(String direct, String forwarded, String used) {
        assertThat(proxies.of(request(direct, false, HOST, forwarded)).host()).isEqualTo(used);
    }

    @Test
    void byDefaultNoHeaderCounts() {
        Sender sender = trusting("").of(request("127.0.0.1", false, FOR, "198.51.100.1", PROTO, "https", HOST, "evil"));

        assertThat(sender).isEqualTo(new Sender("127.0.0.1", false, "node:8000"));
    }

    @Test
    void forwardedIsNotRead() {
        Sender sender = proxies.of(request("10.0.0.1", false, "Forwarded", "for=198.51.100.1;proto=https;host=evil"));

        assertThat(sender).isEqualTo(new Sender("10.0.0.1", false, "node:8000"));
    }

    @Test
    void aServerThatDoesNotKnowTheAddressTrustsNobody() {
        Sender sender = trusting("0.0.0.0/0 ::/0").of(request(null, false, FOR, "198.51.100.1"));

        assertThat(sender).isEqualTo(new Sender(null, false, "node:8000"));
    }

    @Test
    void aHugeHeaderIsReadFromTheRightAndNotToItsEnd() {
        String many = "198.51.100.1, ".repeat(70_000) + "10.0.0.2";
        assertThat(proxies.of(request("10.0.0.1", false, FOR, many)).address()).isEqualTo("198.51.100.1");

        String trusted = "198.51.100.1" + ", 10.0.0.2".repeat(100_000);
        assertThat(proxies.of(request("10.0.0.1", false, FOR, trusted)).address())
                .isEqualTo("10.0.0.2");

        String one = "1".repeat(1 << 20);
        assertThat(proxies.of(request("10.0.0.1", false, FOR, one, HOST, one)))
                .isEqualTo(new Sender("10.0.0.1", false, "node:8000"));
    }

    @Test
    void theSenderOfARequestIsFoundOnce() {
        HttpServletRequest request = request("10.0.0.1", false, FOR, "198.51.100.1");

        assertThat(proxies.of(request)).isSameAs(proxies.of(request));
    }

    @Rows({
        "10.0.0.0/33 | 10.0.0.0/33",
        "10.0.0.0/8,proxy.example.org | proxy.example.org",
        "10.0.0.0/8;fd00::/8 | 10.0.0.0/8;fd00::/8"
    })
    void whatIsNoNetworkIsRefusedAndNamed(String value, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trusting(value))
                .withMessage("PARLEY_PROXIES is '" + named
                        + "'; it takes networks such as 10.0.0.0/8 or fd00::/8, separated by commas");
    }

    private static Proxies trusting(String networks) {
        return new Proxies(new Settings(key -> Optional.of(networks).filter(value -> "PARLEY_PROXIES".equals(key))));
    }

    private static HttpServletRequest request(String address, boolean secure, String... headers) {
        Map<String, List<String>> lines = new HashMap<>();
        lines.put("Host", List.of("node:8000"));
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i + 1] != null) {
                lines.put(
                        headers[i],
                        Arrays.stream(headers[i + 1].split(";"))
                                .map(line -> "-".equals(line.strip()) ? "" : line)
                                .toList());
            }
        }
        Map<Object, Object> attributes = new HashMap<>();
        return (HttpServletRequest) Proxy.newProxyInstance(
                ProxiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> address;
                    case "isSecure" -> secure;
                    case "getHeaders" -> Collections.enumeration(lines.getOrDefault(arguments[0], List.of()));
                    case "getHeader" ->
                        lines.getOrDefault(arguments[0], List.of()).stream()
                                .findFirst()
                                .orElse(null);
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
