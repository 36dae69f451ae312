package org.parley.totp;

import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A text as a QR code, for the camera of a phone. */
final class QrImage {
    private static final int PIXELS_PER_MODULE = 6;

    /** The quiet zone that the standard requires (ISO/IEC 18004). */
    private static final int BORDER_MODULES = 4;

    private static final int WHITE = 0xFFFFFF;
    private static final int BLACK = 0;

    private QrImage() {}

    /** A PNG as a data URI. */
    static String dataUri(String text) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(text));
    }

    private static byte[] png(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int size = (code.size + 2 * BORDER_MODULES) * PIXELS_PER_MODULE;
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                boolean dark =
                        code.getModule(x / PIXELS_PER_MODULE - BORDER_MODULES, y / PIXELS_PER_MODULE - BORDER_MODULES);
                image.setRGB(x, y, dark ? BLACK : WHITE);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // In memory: by default the secret would go through a file in the directory for temporary files.
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
