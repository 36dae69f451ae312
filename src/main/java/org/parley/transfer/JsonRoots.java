package org.parley.transfer;

import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.NoSuchElementException;
import org.parley.platform.JsonFactory;

/** Reads the JSON values of a file one after the other and reports where the file stops being JSON. */
final class JsonRoots {
    /** Receives each value at its first event, and reads all of it from the parser. */
    interface Visitor {
        void root(JsonParser parser, Event first);
    }

    private JsonRoots() {}

    /** Returns the number of values. */
    static int read(TextFile file, Visitor visitor) throws WrongFileException {
        try (RootValues values = new RootValues(file.open())) {
            int roots = 0;
            while (values.next()) {
                root(file, values, visitor);
                roots++;
            }
            return roots;
        } catch (IOException | UncheckedIOException failed) {
            throw unreadable(file, failed);
        }
    }

    private static void root(TextFile file, RootValues values, Visitor visitor) throws WrongFileException {
        try (JsonParser parser = JsonFactory.parser(unclosed(values))) {
            visitor.root(parser, parser.next());
            parser.hasNext();
        } catch (JsonParsingException wrong) {
            throw notJson(file, values, wrong);
        } catch (NumberFormatException tooLarge) {
            throw new WrongFileException(
                    file + " holds a number with an exponent beyond all bounds; repair it and run this"
                            + " again (conversations before it are there already)");
        } catch (NoSuchElementException ended) {
            throw cutOff(file);
        } catch (JsonException failed) {
            throw unreadable(file, failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private static WrongFileException notJson(TextFile file, RootValues values, JsonParsingException wrong) {
        long line = wrong.getLocation().getLineNumber();
        if (values.cutOff() && wrong.getLocation().getStreamOffset() >= values.handed() - 1) {
            return cutOff(file);
        }
        long column = wrong.getLocation().getColumnNumber() + (line == 1 ? values.firstColumn() : 0);
        return new WrongFileException(file + " is not valid JSON at line " + (values.firstLine() + line - 1)
                + ", column " + column + "; export again or repair that place");
    }

    private static WrongFileException cutOff(TextFile file) {
        return new WrongFileException(file + " ends in the middle of its JSON, so it was cut off; export again");
    }

    private static WrongFileException unreadable(TextFile file, Throwable failed) {
        return new WrongFileException(
                failed instanceof CharacterCodingException
                        ? file + " is not text in UTF-8 or UTF-16; save it as UTF-8"
                        : file + " cannot be read: " + failed.getMessage());
    }

    /** A reader whose close does nothing: a parser closes its reader, and the next value needs it open. */
    private static Reader unclosed(RootValues values) {
        return new Reader() {
            @Override
            public int read(char[] into, int offset, int length) throws IOException {
                return values.read(into, offset, length);
            }

            @Override
            public void close() {}
        };
    }
}
