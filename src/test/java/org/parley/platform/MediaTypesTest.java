package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "application/json;",
                "application/vnd.api+json",
                "text/plain"
            })
    void oneMediaTypeIsRead(String type) {
        assertThat(type(type)).isTrue();
        assertThat(accept(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "json",
                "*/*",
                "application/*",
                "application/json, text/plain",
                "application/json; charset",
                "application/json; charset=\"",
                "application/json;=x",
                "application/json@x",
                "application/ json",
                "a/b/c"
            })
    void anythingElseIsNoTypeOfABody(String type) {
        assertThat(type(type)).isFalse();
    }

    @Test
    void thereIsOneTypeAtMost() {
        assertThat(MediaTypes.isReadable(Collections.emptyEnumeration())).isTrue();
        assertThat(type("application/json", "application/json")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "application/*;q=0.8",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
                "text/event-stream"
            })
    void whatClientsSendIsAccepted(String ranges) {
        assertThat(accept(ranges)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "text/html;q=x",
                "text/html;q=",
                "text/html;q=-1",
                "text/html;q=1.5",
                "text/html;q=0.12345",
                "text/html;x",
                "text/html;x=\"a",
                "text/html x",
                "a/b/c",
                "/",
                ";q=1",
                ",text/html",
                "text/html,,a/b"
            })
    void whatIsNoListOfMediaRangesIsNot(String ranges) {
        assertThat(accept(ranges)).isFalse();
        assertThat(accept("*/*", ranges)).isFalse();
    }

    /** A pattern with exponential backtracking or a stack overflow on a long header would stop the server. */
    @Test
    void aLongHeaderIsRefusedAtOnce() {
        assertThat(accept("a/b" + "; ;".repeat(3_000) + "=")).isFalse();
        assertThat(accept("a/b, ".repeat(1_500) + "=")).isFalse();
        assertThat(accept("a/b" + " ".repeat(7_000) + "=")).isFalse();
        assertThat(accept("a/b;c=d " + ";c=d".repeat(5_000) + "=")).isFalse();
        assertThat(accept("a/b" + ";c=d".repeat(5_000))).isTrue();
    }

    private static boolean type(String... values) {
        return MediaTypes.isReadable(Collections.enumeration(List.of(values)));
    }

    private static boolean accept(String... values) {
        return MediaTypes.areReadable(Collections.enumeration(List.of(values)));
    }
}
