package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.parley.testing.Rows;

/** Addresses and networks in every way of writing them. */
class NetworkTest {
    @Rows({
        "192.0.2.7 | 192.0.2.7",
        "192.0.2.7:4711 | 192.0.2.7",
        "0.0.0.0 | 0.0.0.0",
        "255.255.255.255:1 | 255.255.255.255",
        "2001:db8::7 | 2001:db8:0:0:0:0:0:7",
        "2001:DB8:0:0:0:0:0:7 | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7] | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]:4711 | 2001:db8:0:0:0:0:0:7",
        ":: | 0:0:0:0:0:0:0:0",
        "::1 | 0:0:0:0:0:0:0:1",
        "fe80::1%eth0 | fe80:0:0:0:0:0:0:1",
        "[fe80::1%25eth0]:80 | fe80:0:0:0:0:0:0:1",
        "::ffff:192.0.2.7 | 192.0.2.7",
        "::FFFF:c000:207 | 192.0.2.7",
        "[::ffff:192.0.2.7]:80 | 192.0.2.7",
        "0000:0000:0000:0000:0000:ffff:192.168.100.200 | 192.168.100.200"
    })
    void anAddressIsRead(String text, String address) {
        assertThat(IpAddresses.read(text)).get().hasToString("/" + address);
    }

    @Rows({
        "unknown",
        "_hidden",
        "localhost",
        "example.org",
        "dead.beef",
        "cafe",
        "1",
        "3221225991",
        "0x7f000001",
        "192.0.2",
        "192.0.2.7.1",
        "192.0.2.256",
        "192.0.2.07",
        "192.0.2.7:",
        "192.0.2.7:http",
        "192.0.2.7:123456",
        "192.0.2.7%eth0",
        "192.0.2.7/32",
        "[192.0.2.7]",
        "192.0.2.7 10.0.0.1",
        "\"[2001:db8::7]\"",
        "[2001:db8::7",
        "2001:db8::7]",
        "[2001:db8::7]x",
        "2001:db8",
        "1::2::3",
        "1:2:3:4:5:6:7:8:9",
        "g::1",
        "::ffff:192.0.2.256",
        ":",
        ".:.",
        "for=192.0.2.7",
        "１９２.0.2.7"
    })
    void whatIsNoAddressIsNotRead(String text) {
        assertThat(IpAddresses.read(text)).isEmpty();
        assertThat(IpAddresses.readBare(text)).isEmpty();
    }

    @Test
    void aLongTextIsRefusedAtOnce() {
        String[] texts = {"1".repeat(1 << 20), ":".repeat(1 << 20), "[" + "%".repeat(1 << 20), "1.".repeat(1 << 19)};

        for (String text : texts) {
            assertTimeout(
                    Duration.ofSeconds(1),
                    () -> assertThat(IpAddresses.read(text)).isEmpty());
        }
    }

    @Rows({
        "10.0.0.0/8 | 10.255.255.255 | 11.0.0.0",
        "10.1.2.3/8 | 10.0.0.0 | 9.255.255.255",
        "192.168.4.0/22 | 192.168.7.255 | 192.168.8.0",
        "192.168.4.128/25 | 192.168.4.128 | 192.168.4.127",
        "192.0.2.7/32 | 192.0.2.7 | 192.0.2.6",
        "192.0.2.7 | 192.0.2.7 | 192.0.2.8",
        "0.0.0.0/0 | 203.0.113.9 | 2001:db8::7",
        "10.0.0.0/8 | ::ffff:10.1.2.3 | ::10.1.2.3",
        "::ffff:10.0.0.0/104 | 10.1.2.3 | 11.0.0.1",
        "::ffff:0:0/96 | 203.0.113.9 | ::1",
        "::ffff:192.0.2.7 | 192.0.2.7 | 192.0.2.8",
        "::ffff:192.0.2.7/128 | 192.0.2.7 | 192.0.2.8",
        "fd00::/8 | fdff::1 | fe00::1",
        "fe80::/10 | febf::1%eth1 | fec0::1",
        "2001:db8::/33 | 2001:db8:7fff::1 | 2001:db8:8000::1",
        "2001:db8::7 | 2001:db8:0::7 | 2001:db8::8",
        "2001:db8::6/127 | 2001:db8::7 | 2001:db8::8",
        "::/0 | 2001:db8::7 | 203.0.113.9"
    })
    void aNetworkHasItsAddressesAndNoOthers(String network, String inside, String outside) {
        Network read = Network.read(network).orElseThrow();

        assertThat(read.contains(IpAddresses.read(inside).orElseThrow())).isTrue();
        assertThat(read.contains(IpAddresses.read(outside).orElseThrow())).isFalse();
    }

    @Rows({
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0.0/",
        "10.0.0.0/8/8",
        "10.0.0.0/255.0.0.0",
        "10.0.0/8",
        "/8",
        "10.0.0.1:80",
        "fd00::/129",
        "fd00::/1000",
        "[fd00::]/8",
        "fe80::1%eth0/10",
        "::ffff:10.0.0.0/95",
        "proxy.example.org",
        "*"
    })
    void whatIsNoNetworkIsNotRead(String text) {
        assertThat(Network.read(text)).isEmpty();
    }
}
