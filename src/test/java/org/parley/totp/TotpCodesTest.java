package org.parley.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.testing.Authenticator;

class TotpCodesTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, the lines of SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void codesAreThoseOfTheStandard(long seconds, String code) {
        long step = TotpCodes.step(Instant.ofEpochSecond(seconds));

        assertThat(TotpCodes.at(SECRET, step, 8)).isEqualTo(code);
        assertThat(TotpCodes.at(SECRET, step)).isEqualTo(code.substring(2));
    }

    @Test
    void anotherGeneratorShowsTheSameCodes() {
        String secret = Base32.encode(SECRET);
        for (int seconds = 0; seconds < 3_000; seconds += 150) {
            Instant time = Instant.ofEpochSecond(1_790_000_000L + seconds);
            assertThat(TotpCodes.at(SECRET, TotpCodes.step(time)))
                    .isEqualTo(Authenticator.of(secret).codeAt(time));
        }
    }

    @Test
    void aClockMayBeOneStepEarlyOrLateAndNoMore() {
        Instant now = Instant.ofEpochSecond(1_111_111_111);
        long step = TotpCodes.step(now);

        for (long near = step - 1; near <= step + 1; near++) {
            assertThat(TotpCodes.stepOf(SECRET, TotpCodes.at(SECRET, near), now))
                    .hasValue(near);
        }
        for (long far : new long[] {step - 2, step + 2}) {
            assertThat(TotpCodes.stepOf(SECRET, TotpCodes.at(SECRET, far), now)).isEmpty();
        }
        assertThat(TotpCodes.stepOf(SECRET, "", now)).isEmpty();
    }

    /** RFC 4648, section 10, without the padding. */
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void base32IsThatOfTheStandard(String text, String encoded) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

        assertThat(Base32.encode(bytes)).isEqualTo(encoded);
        assertThat(Base32.decode(encoded)).isEqualTo(bytes);
        assertThat(Base32.decode(encoded.toLowerCase())).isEqualTo(bytes);
        assertThatIllegalArgumentException().isThrownBy(() -> Base32.decode(encoded + "1"));
    }

    @Test
    void recoveryCodesAreTenAndReadInEveryForm() {
        List<String> codes = RecoveryCodes.next();

        assertThat(codes)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z2-7]{4}(-[a-z2-7]{4}){3}"));
        String hash = RecoveryCodes.hash("ada", "abcd-efgh-2345-wxyz");
        assertThat(RecoveryCodes.hash("ada", " ABCDEFGH 2345WXYZ\n")).isEqualTo(hash);
        assertThat(RecoveryCodes.hash("bea", "abcd-efgh-2345-wxyz")).isNotEqualTo(hash);
        assertThat(RecoveryCodes.hash("ada", "abcd-efgh-2345-wxya")).isNotEqualTo(hash);
    }

    @Test
    void aPhoneReadsTheQrCode() throws Exception {
        String uri = "otpauth://totp/Parley:a%20b?secret=" + "A".repeat(32) + "&issuer=Parley";

        assertThat(read(QrImage.dataUri(uri))).isEqualTo(uri);
    }

    /** What a QR code says. */
    static String read(String dataUri) throws Exception {
        String start = "data:image/png;base64,";
        assertThat(dataUri).startsWith(start);
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(dataUri.substring(start.length()))));
        int width = image.getWidth();
        int height = image.getHeight();
        RGBLuminanceSource source =
                new RGBLuminanceSource(width, height, image.getRGB(0, 0, width, height, null, 0, width));
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
