package com.in2peta.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.worker.job.Model;
import com.in2peta.worker.job.ModelFailure;
import com.in2peta.worker.training.Standalone;
import com.in2peta.worker.training.ToneMaker;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, a model either answers or says what is wrong with the input. */
class MalformedInputTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, Model> MODELS = new Models().byEndpoint();
    private static final int FUZZED = 400;

    private static byte[] sample(String name) throws IOException {
        return Files.readAllBytes(Path.of("..", "..", "samples", name));
    }

    private static JsonNode media(String field, byte[] bytes) {
        return MAPPER.createObjectNode()
                .put(
                        field,
                        "data:application/octet-stream;base64,"
                                + Base64.getEncoder().encodeToString(bytes));
    }

    private static JsonNode run(String endpoint, JsonNode input) throws ModelFailure {
        return MODELS.get(endpoint).run(input, Standalone.CONTEXT);
    }

    private static void answersOrRefuses(String endpoint, JsonNode input) {
        try {
            assertThat(run(endpoint, input)).isNotNull();
        } catch (ModelFailure e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void refuses(String endpoint, JsonNode input, String why) {
        assertThatThrownBy(() -> run(endpoint, input))
                .isInstanceOf(ModelFailure.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"image\":1}",
                "{\"image\":\"\"}",
                "{\"image\":\"http://127.0.0.1/a.png\"}",
                "{\"image\":\"data:image/png,abc\"}",
                "{\"image\":\"data:image/png;base64,\"}",
                "{\"image\":\"data:image/png;base64,*\"}",
                "{\"image\":\"data:image/png;base64,AAAA\"}",
                "{\"image\":\"data:image/svg+xml;base64,PHN2Zy8+PHN2Zy8+\"}"
            })
    void refusesWhatIsNoImage(String input) throws IOException {
        refuses("digit-reader", MAPPER.readTree(input), "image");
    }

    @Test
    void refusesBrokenAndShortenedImages() throws IOException {
        byte[] png = sample("digits.png");
        for (int length = 0; length < png.length; length += 7) {
            answersOrRefuses("digit-reader", media("image", Arrays.copyOf(png, length)));
        }
        fuzz("digit-reader", "image", png);
    }

    @Test
    void refusesBrokenJpegs() throws IOException {
        BufferedImage image =
                ImageIO.read(Path.of("..", "..", "samples", "digits.png").toFile());
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        JsonNode read = runQuietly("digit-reader", media("image", jpeg.toByteArray()));
        assertThat(read.path("digits").asText()).isEqualTo("4071");
        fuzz("digit-reader", "image", jpeg.toByteArray());
    }

    private static JsonNode runQuietly(String endpoint, JsonNode input) {
        try {
            return run(endpoint, input);
        } catch (ModelFailure e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fuzz(String endpoint, String field, byte[] good) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < FUZZED; i++) {
            byte[] bad = good.clone();
            int changes = random.nextInt(1, 8);
            for (int c = 0; c < changes; c++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            answersOrRefuses(endpoint, media(field, bad));
        }
    }

    @ParameterizedTest
    @CsvSource({"2000000000,2000000000", "8001,1", "3000,3000", "0,10", "-1,-1"})
    void looksAtTheDeclaredSizeBeforeDecoding(int width, int height) throws IOException {
        refuses("digit-reader", media("image", png(width, height, new byte[100])), "image");
    }

    @Test
    void survivesPixelsThatUnpackToMuchMoreThanDeclared() throws IOException {
        answersOrRefuses("digit-reader", media("image", png(10, 10, new byte[50_000_000])));
    }

    /** A grey PNG whose declared size and data need not fit together. */
    private static byte[] png(int width, int height, byte[] pixels) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 0, 0, 0, 0})
                        .array());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(pixels);
        }
        chunk(out, "IDAT", packed.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] named = ByteBuffer.allocate(4 + data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        CRC32 crc = new CRC32();
        crc.update(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    @Test
    void findsNoDigitsInEmptyImages() throws IOException {
        byte[] lines = new byte[100 * 101];
        refuses("digit-reader", media("image", png(100, 100, lines)), "no digits");
    }

    @Test
    void trustsNoLengthInAWavFile() throws IOException {
        byte[] wav = sample("keypad.wav");
        for (int size : new int[] {Integer.MAX_VALUE, -1, 0, 1}) {
            for (int at : new int[] {4, 16, 24, 28, 40}) {
                byte[] lying = wav.clone();
                ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(at, size);
                answersOrRefuses("keypad-tones", media("audio", lying));
            }
        }
        for (int length = 0; length < wav.length; length += 41) {
            answersOrRefuses("keypad-tones", media("audio", Arrays.copyOf(wav, length)));
        }
        fuzz("keypad-tones", "audio", wav);
    }

    @ParameterizedTest
    @CsvSource({"20,2,3,WAV PCM", "22,2,3,channels", "22,2,0,channels", "24,4,4000,sample rate", "34,2,24,bits"})
    void namesWhatIsUnusualAboutAWavFile(int at, int bytes, int value, String why) throws IOException {
        byte[] wav = sample("keypad.wav");
        ByteBuffer buffer = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes == 2) {
            buffer.putShort(at, (short) value);
        } else {
            buffer.putInt(at, value);
        }
        refuses("keypad-tones", media("audio", wav), why.replace("WAV ", ""));
    }

    @Test
    void readsStereoAndSixteenBits() throws ModelFailure {
        byte[] mono = ToneMaker.wav(ToneMaker.exact("159D", 44_100, 0.08, 0.06).recording());
        assertThat(run("keypad-tones", media("audio", mono)).path("keys").asText())
                .isEqualTo("159D");
        ByteBuffer stereo = ByteBuffer.allocate(44 + (mono.length - 44) * 2).order(ByteOrder.LITTLE_ENDIAN);
        stereo.put(mono, 0, 44).putShort(22, (short) 2).putInt(40, (mono.length - 44) * 2);
        for (int i = 44; i < mono.length; i += 2) {
            stereo.put(mono, i, 2).put(mono, i, 2);
        }
        assertThat(run("keypad-tones", media("audio", stereo.array()))
                        .path("keys")
                        .asText())
                .isEqualTo("159D");
    }

    @Test
    void hearsNothingInSilence() throws ModelFailure {
        byte[] silence = ToneMaker.wav(ToneMaker.exact("", 8_000, 0.1, 1).recording());
        assertThat(run("keypad-tones", media("audio", silence)).path("keys").asText())
                .isEmpty();
    }

    @Test
    void refusesTextsWithoutLettersAndTooLongOnes() {
        refuses("language-identifier", MAPPER.createObjectNode().put("text", "123 !?"), "letters");
        refuses("language-identifier", MAPPER.createObjectNode().put("text", "a".repeat(10_001)), "longer");
        refuses("language-identifier", MAPPER.createObjectNode().put("text", 5), "text");
        answersOrRefuses("language-identifier", MAPPER.createObjectNode().put("text", "\uD83D\uDE00 \uD800 x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"prompt\":\"a\",\"max_characters\":0}",
                "{\"prompt\":\"a\",\"max_characters\":100001}",
                "{\"prompt\":\"a\",\"max_characters\":1.5}",
                "{\"prompt\":\"a\",\"temperature\":-1}",
                "{\"prompt\":\"a\",\"temperature\":\"hot\"}",
                "{\"prompt\":\"a\",\"seed\":1.5}",
                "{\"prompt\":\"a\",\"seed\":99999999999999999999}"
            })
    void refusesNumbersOutOfBounds(String input) {
        assertThatThrownBy(() -> run("text-generator", MAPPER.readTree(input))).isInstanceOf(ModelFailure.class);
    }
}
