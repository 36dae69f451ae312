package org.parley.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What comes out of a packed file. A file can be made that is small and unpacks to more than any disk holds, so this counts
 * what comes out; what the file says of its own size is not believed.
 */
final class UnpackedStream extends FilterInputStream {
    private static final long MAX_BYTES = 8L << 30;
    private static final long FREE_BYTES = 10L << 20;
    private static final long MAX_RATIO = 200;

    private final long packed;
    private final Optional<Long> checksum;
    private final CRC32 seen = new CRC32();
    private long bytes;

    /** @param packed how long it is as long as it is packed, in bytes */
    UnpackedStream(InputStream in, long packed) {
        this(in, packed, Optional.empty());
    }

    /** @param checksum the CRC-32 it must have; empty if the format checks that itself */
    UnpackedStream(InputStream in, long packed, Optional<Long> checksum) {
        super(in);
        this.packed = packed;
        this.checksum = checksum;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        if (count < 0) {
            if (checksum.filter(expected -> expected != seen.getValue()).isPresent()) {
                throw new IOException("its checksum is wrong, so it is damaged; download or export it again");
            }
            return count;
        }
        seen.update(into, offset, count);
        bytes += count;
        if (bytes > MAX_BYTES) {
            throw new IOException("it unpacks to more than 8 GiB; unpack it and import its files one by one");
        }
        if (bytes > FREE_BYTES && bytes / MAX_RATIO > packed) {
            throw new IOException("it unpacks to more than " + MAX_RATIO
                    + " times its size, as no export does; if you trust it, unpack it and name the JSON file in it");
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        byte[] some = new byte[8_192];
        while (skipped < count) {
            int read = read(some, 0, (int) Math.min(some.length, count - skipped));
            if (read < 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }
}
