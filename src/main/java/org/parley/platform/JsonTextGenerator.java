package org.parley.platform;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes JSON as characters, and takes texts in UTF-8 too, as {@link JsonFactory#writer(java.io.OutputStream)} does. */
final class JsonTextGenerator extends JsonGeneratorDelegate {
    JsonTextGenerator(JsonGenerator characters) {
        super(characters);
    }

    @Override
    public void writeUTF8String(byte[] text, int offset, int length) throws IOException {
        writeString(new String(text, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void writeRawUTF8String(byte[] text, int offset, int length) throws IOException {
        writeUTF8String(text, offset, length); // escapes what need not be escaped: nothing in a text that may be raw
    }
}
