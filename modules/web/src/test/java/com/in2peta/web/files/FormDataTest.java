package com.in2peta.web.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.web.files.FormData.Part;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormDataTest {

    private static final String TYPE = "multipart/form-data; boundary=XX";

    @Test
    void readsPartAfterPart() {
        FormData form = form("--XX\r\nContent-Disposition: form-data; name=\"content\"; filename=\"å.png\"\r\n"
                + "content-type: image/png\r\n\r\nabc\r\n--X\r\n--XX\r\n"
                + "Content-Disposition: form-data; name=metadata\r\n\r\n\r\n--XX--\r\nepilogue");

        assertThat(form.next()).contains(new Part("content", Optional.of("å.png"), Optional.of("image/png")));
        assertThat(form.readAll(100)).asString().isEqualTo("abc\r\n--X");
        assertThat(form.next()).contains(new Part("metadata", Optional.empty(), Optional.empty()));
        assertThat(form.readAll(100)).isEmpty();
        assertThat(form.next()).isEmpty();
    }

    @Test
    void passesOverAPreambleAndWhatIsNotRead() {
        FormData form = form("preamble\r\n--XX\r\nContent-Disposition: form-data; name=a\r\n\r\nnot read\r\n--XX\r\n"
                + "Content-Disposition: form-data; name=b\r\n\r\nc\r\n--XX--");

        assertThat(form.next().orElseThrow().name()).isEqualTo("a");
        assertThat(form.next().orElseThrow().name()).isEqualTo("b");
        assertThat(form.readAll(1)).asString().isEqualTo("c");
    }

    /** A boundary can lie on any edge of what the line brings and of what the reader keeps. */
    @Test
    void findsItsBoundariesHoweverTheBodyComes() {
        Random random = new Random(7);
        for (int size = 65_500; size < 65_620; size++) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            content[size - 1] = '\r';
            String head = "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n";
            byte[] body = concat(latin(head), content, latin("\r\n--XX--\r\n"));
            FormData form = new FormData(TYPE, new ByteArrayInputStream(body) {
                @Override
                public synchronized int read(byte[] buffer, int offset, int length) {
                    return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(9_000)));
                }
            });

            form.next();
            assertThat(form.readAll(100_000)).isEqualTo(content);
            assertThat(form.next()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`filename=\"a b.txt\"`, a b.txt",
                "`filename=\"a\\\"b\"`, `a\"b`",
                "`filename=\"a%22b\"`, `a\"b`",
                "`filename=plain`, plain",
                "`filename=\"a;b\"`, a;b"
            })
    void readsNamesAsBrowsersAndCurlWriteThem(String parameter, String name) {
        FormData form =
                form("--XX\r\nContent-Disposition: form-data; name=\"content\"; " + parameter + "\r\n\r\n\r\n--XX--");

        assertThat(form.next().flatMap(Part::filename)).contains(name);
    }

    /** As many as fit: a pattern that goes back and forth would need a deep stack for them. */
    @Test
    void readsANameOfEscapesAlone() {
        FormData form =
                form("--XX\r\nContent-Disposition: form-data; name=\"" + "\\\"".repeat(950) + "\"\r\n\r\n\r\n--XX--");

        assertThat(form.next().map(Part::name)).contains("\"".repeat(950));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--XX",
                "--XX\r\n",
                "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\nno end",
                "--XX\r\nContent-Disposition: form-data\r\n\r\n\r\n--XX--",
                "--XX\r\nno header\r\n\r\n\r\n--XX--",
                "--XXY\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--XXY--"
            })
    void refusesWhatIsNoForm(String body) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> {
                    FormData form = form(body);
                    while (form.next().isPresent()) {
                        form.readAll(100);
                    }
                })
                .matches(problem -> problem.type() == ProblemType.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=", "text/plain; boundary=XX"})
    void refusesATypeWithoutABoundary(String type) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> new FormData(type, InputStream.nullInputStream()));
    }

    private static FormData form(String body) {
        return new FormData(TYPE, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
