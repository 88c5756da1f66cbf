package com.in2peta.compliance.residue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.kernel.id.Ids;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HaystackTest {

    private static final String NAME = "Zoë Quillfeather-Ørsted";
    private static final UUID ID = UUID.fromString("0193a1b2-c3d4-7e5f-8a6b-112233445566");
    private static final String AROUND = "some words before, 17 of them; and after: %s. The rest is silence.";

    private final Haystack haystack = new Haystack(List.of(new Needle("name", NAME), Needle.of("id", ID)));

    static Stream<Map.Entry<String, byte[]>> forms() throws IOException {
        Map<String, byte[]> forms = new LinkedHashMap<>();
        byte[] utf8 = text(NAME);
        forms.put("UTF-8", utf8);
        forms.put("upper case", text(NAME.toUpperCase(Locale.ROOT)));
        forms.put("lower case", text(NAME.toLowerCase(Locale.ROOT)));
        forms.put("decomposed", text(Normalizer.normalize(NAME, Normalizer.Form.NFD)));
        forms.put("UTF-16, little end first", text(NAME, StandardCharsets.UTF_16LE));
        forms.put("UTF-16, big end first", text(NAME, StandardCharsets.UTF_16BE));
        forms.put("UTF-16 and nothing else", NAME.getBytes(StandardCharsets.UTF_16LE));
        for (String before : List.of("/", "/a", "/ab")) {
            forms.put(
                    "base 64 behind " + before,
                    text(before + Base64.getEncoder().encodeToString(utf8)));
        }
        forms.put("Latin-1", text(NAME, StandardCharsets.ISO_8859_1));
        forms.put("base 64", text(Base64.getEncoder().encodeToString(utf8)));
        forms.put("base 64, one further", text(Base64.getEncoder().encodeToString(concat("x", utf8))));
        forms.put("base 64, two further", text(Base64.getEncoder().encodeToString(concat("xy", utf8))));
        forms.put(
                "base 64 for addresses",
                text(Base64.getUrlEncoder().withoutPadding().encodeToString(utf8)));
        forms.put(
                "base 64 in lines",
                text(Base64.getMimeEncoder(20, new byte[] {'\r', '\n'}).encodeToString(utf8)));
        forms.put("hexadecimal", text(HexFormat.of().formatHex(utf8)));
        forms.put(
                "hexadecimal, capitals",
                text("\\x" + HexFormat.of().withUpperCase().formatHex(utf8)));
        forms.put("percent signs", text(URLEncoder.encode(NAME, StandardCharsets.UTF_8)));
        forms.put("JSON's escapes", text("{\"name\":\"" + escaped(NAME) + "\"}"));
        forms.put("entities", text(NAME.replace("ë", "&#235;").replace("Ø", "&#xd8;")));
        forms.put(
                "quoted-printable",
                text(NAME.replace("ë", "=C3=AB").replace("Ø", "=C3=98").replace("feather", "fea=\r\nther")));
        forms.put("gzip", compressed(utf8, GZIPOutputStream::new));
        forms.put("zlib", compressed(utf8, DeflaterOutputStream::new));
        forms.put("zip", zip(utf8));
        forms.put("base 64 of gzip", text(Base64.getEncoder().encodeToString(compressed(utf8, GZIPOutputStream::new))));
        forms.put(
                "hexadecimal of base 64",
                text(HexFormat.of().formatHex(Base64.getEncoder().encode(utf8))));
        return forms.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void findsAValueInEveryForm(Map.Entry<String, byte[]> form) {
        assertThat(haystack.search(form.getValue()).get(0)).as(form.getKey()).isTrue();
    }

    @Test
    void findsAnIdInEveryForm() {
        byte[] raw = ByteBuffer.allocate(16)
                .putLong(ID.getMostSignificantBits())
                .putLong(ID.getLeastSignificantBits())
                .array();

        assertThat(List.of(
                        text(ID.toString()),
                        text(ID.toString().toUpperCase(Locale.ROOT)),
                        text(ID.toString().replace("-", "")),
                        text(Ids.toWire(ID)),
                        raw,
                        text(Base64.getEncoder().encodeToString(raw)),
                        text(ID.toString(), StandardCharsets.UTF_16LE)))
                .allMatch(form -> haystack.search(form).get(1));
    }

    @Test
    void findsNothingInWhatIsOnlyAlike() {
        assertThat(haystack.search(text("Zoe Quillfeather-Orsted"))).isEqualTo(new java.util.BitSet());
        assertThat(haystack.search(text(ID.toString().replace('6', '7'))).isEmpty())
                .isTrue();
    }

    @Test
    void refusesAValueThatIsFoundByChance() {
        assertThatThrownBy(() -> new Needle("name", "Al")).hasMessageContaining("too short");
    }

    private static byte[] text(String value) {
        return text(value, StandardCharsets.UTF_8);
    }

    private static byte[] text(String value, Charset charset) {
        return AROUND.formatted(value).getBytes(charset);
    }

    private static byte[] concat(String before, byte[] bytes) {
        return ByteBuffer.allocate(before.length() + bytes.length)
                .put(before.getBytes(StandardCharsets.US_ASCII))
                .put(bytes)
                .array();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c < 128 ? Character.toString(c) : String.format("\\u%04x", c)));
        return escaped.toString();
    }

    private interface Packing {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] compressed(byte[] bytes, Packing packing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("before".getBytes(StandardCharsets.US_ASCII));
        try (OutputStream packed = packing.around(out)) {
            packed.write(bytes);
        }
        out.writeBytes("after".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] zip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("first.txt"));
            zip.write(1);
            zip.putNextEntry(new ZipEntry("second.txt"));
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
