package org.parley.export;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.parley.platform.Sha256;

/** A ZIP that is written while it is sent. Of each file it notes the size and the checksum. */
final class ZipFiles implements Closeable {
    private final ZipOutputStream zip;
    private final List<Written> written = new ArrayList<>();

    ZipFiles(OutputStream out) {
        this.zip = new ZipOutputStream(out);
    }

    /**
     * A file that is in the ZIP.
     *
     * @param size its length in bytes
     * @param sha256 in hex
     */
    record Written(String name, long size, String sha256) {}

    /** Writes the content of a file. */
    interface Content {
        /** May close the stream. */
        void write(OutputStream out) throws IOException;
    }

    /** Adds a file. */
    void add(String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        MessageDigest sha256 = Sha256.digest();
        Counted counted = new Counted(new DigestOutputStream(zip, sha256));
        content.write(counted);
        zip.closeEntry();
        written.add(new Written(name, counted.bytes, HexFormat.of().formatHex(sha256.digest())));
    }

    /** The files so far. */
    List<Written> files() {
        return written;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Counts, and leaves the ZIP open. */
    private static final class Counted extends FilterOutputStream {
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            bytes += length;
        }

        @Override
        public void close() {
            // the next file follows
        }
    }
}
