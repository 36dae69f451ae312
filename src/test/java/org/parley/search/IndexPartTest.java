package org.parley.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexPartTest {
    private static final int MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 100, 65_536, MEBIBYTE})
    void isReadAsItWas(int length) {
        byte[] random = new byte[length];
        new Random(length).nextBytes(random);
        byte[] words = "searching searches searched "
                .repeat(length / 28 + 1)
                .substring(0, length)
                .getBytes(StandardCharsets.US_ASCII);

        for (byte[] part : new byte[][] {random, words, new byte[length]}) {
            assertThat(IndexPart.read(IndexPart.stored(part), length)).contains(part);
        }
    }

    @Test
    void isDeflatedIfThatSavesATenth() {
        byte[] random = new byte[MEBIBYTE];
        new Random(1).nextBytes(random);
        byte[] nearly = random.clone();
        Arrays.fill(nearly, 0, MEBIBYTE / 20, (byte) 0);
        byte[] enough = random.clone();
        Arrays.fill(enough, 0, MEBIBYTE / 5, (byte) 0);

        assertThat(IndexPart.stored(random)).containsOnlyKeys("d");
        assertThat(IndexPart.stored(nearly)).containsOnlyKeys("d");
        assertThat(IndexPart.stored(enough)).containsOnlyKeys("z");
        assertThat(IndexPart.size(IndexPart.stored(enough))).isLessThan(MEBIBYTE * 9 / 10);
        assertThat(IndexPart.size(IndexPart.stored(random))).isEqualTo(MEBIBYTE);
    }

    @Test
    void whatIsDamagedIsNotRead() {
        byte[] part = "a word and a word and a word and a word".repeat(100).getBytes(StandardCharsets.US_ASCII);
        Document stored = IndexPart.stored(part);
        byte[] deflated = stored.get("z", Binary.class).getData();
        byte[] torn = Arrays.copyOf(deflated, deflated.length / 2);
        byte[] changed = deflated.clone();
        changed[0] ^= 0x55;

        assertThat(IndexPart.read(stored, part.length - 1)).isEmpty();
        assertThat(IndexPart.read(stored, part.length + 1)).isEmpty();
        assertThat(IndexPart.read(new Document("z", new Binary(torn)), part.length))
                .isEmpty();
        assertThat(IndexPart.read(new Document("z", new Binary(changed)), part.length))
                .isEmpty();
        assertThat(IndexPart.read(new Document("z", "text"), part.length)).isEmpty();
        assertThat(IndexPart.read(new Document("d", new Binary(part)), part.length + 1))
                .isEmpty();
        assertThat(IndexPart.read(new Document(), part.length)).isEmpty();
    }
}
