package org.parley.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeCodecTest {
    @Test
    void plainValuesComeBackAsTheyWere() {
        Map<String, Object> value = Map.of(
                "text",
                "é𝄞",
                "int",
                1,
                "long",
                2L,
                "double",
                2.5,
                "yes",
                true,
                "date",
                new Date(5),
                "list",
                List.of(1, "a"));

        assertThat(AttributeCodec.decode(AttributeCodec.encode("a", value))).isEqualTo(value);
    }

    @Test
    void bytesComeBackAsBytes() {
        assertThat(AttributeCodec.decode(AttributeCodec.encode("a", new byte[] {1, 2})))
                .isEqualTo(new byte[] {1, 2});
    }

    @Test
    void theViewStateKeyComesBackAsAKey() {
        SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");

        assertThat(AttributeCodec.decode(AttributeCodec.encode("com.sun.faces.SK", key)))
                .isEqualTo(key);
    }

    @Test
    void noMapCanPassForAKey() {
        Map<String, Object> forged = Map.of("%key", "AES", "%bytes", new byte[16]);

        assertThat(AttributeCodec.decode(AttributeCodec.encode("a", forged))).isInstanceOf(Map.class);
    }

    @Test
    void otherObjectsAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttributeCodec.encode("seen", List.of(Instant.EPOCH)))
                .withMessageContaining("'seen'")
                .withMessageContaining("java.time.Instant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.sun.faces.SK", "$set", "100%", "%2E", "%2524", "a.b$c%d", "ä"})
    void namesComeBackAsTheyWere(String name) {
        String stored = AttributeCodec.encodeName(name);

        assertThat(stored).doesNotContain(".", "$");
        assertThat(AttributeCodec.decodeName(stored)).isEqualTo(name);
    }

    @Test
    void aNameWithNulIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> AttributeCodec.encodeName("a\0b"));
    }
}
