package com.in2peta.models.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'type':'object','properties':{'a':{'$ref':'#/$defs/b'}},'$defs':{'b':{'type':'string'}}}",
                "{'$schema':'https://json-schema.org/draft/2020-12/schema','type':'object'}",
                "{'type':'object','properties':{'a':{'type':'string','pattern':'^[a-z]+$','format':'uri'}}}"
            })
    void goodSchemasHaveNoProblem(String schema) {
        assertThat(InputSchema.problems(json(schema), "/input_schema")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | /s",
                "true | /s",
                "{'$ref':'http://127.0.0.1/a'} | /s/$ref",
                "{'$ref':'file:///etc/passwd'} | /s/$ref",
                "{'allOf':[{'$ref':'other.json'}]} | /s/allOf/0/$ref",
                "{'properties':{'a':{'$dynamicRef':'b'}}} | /s/properties/a/$dynamicRef",
                "{'$id':'http://a'} | /s/$id",
                "{'$schema':'http://json-schema.org/draft-07/schema#'} | /s/$schema",
                "{'properties':{'a':{'pattern':'(?=a)b'}}} | /s/properties/a/pattern",
                "{'properties':{'a':{'pattern':'(a)\\\\1'}}} | /s/properties/a/pattern",
                "{'type':'texts'} | /s/type",
                "{'minimum':'1'} | /s/minimum"
            })
    void badSchemasAreRefusedWhereTheyAreBad(String schema, String pointer) {
        assertThat(InputSchema.problems(json(schema), "/s"))
                .isNotEmpty()
                .extracting(Violation::pointer)
                .allMatch(at -> at.startsWith("/s"))
                .contains(pointer);
    }

    @Test
    void schemasHaveALimit() {
        String large = "{'description':'" + "a".repeat(Limits.SCHEMA_BYTES) + "'}";

        assertThat(InputSchema.problems(json(large), "/s")).hasSize(1);
    }

    @Test
    void everyViolationIsNamedByItsPointer() {
        InputSchema schema = InputSchema.compile(json("""
                {'type':'object','required':['a','b'],'additionalProperties':false,
                 'properties':{'a':{'type':'string'},'b':{'type':'integer','minimum':1},
                               'list':{'type':'array','items':{'type':'string','maxLength':2}}}}"""));

        List<Violation> violations = schema.check(json("{'b':0,'c':1,'list':['ab','abc'],'d/e~f':1}"));

        assertThat(violations)
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder("/a", "/b", "/c", "/list/1", "/d~1e~0f");
        assertThat(schema.check(json("{'a':'x','b':1,'list':['ab']}"))).isEmpty();
    }

    @Test
    void violationsHaveALimit() {
        InputSchema schema = InputSchema.compile(json("{'additionalProperties':false}"));
        StringBuilder input = new StringBuilder("{'a':1");
        for (int i = 0; i < 2 * Limits.VIOLATIONS; i++) {
            input.append(",'a").append(i).append("':1");
        }

        assertThat(schema.check(json(input + "}"))).hasSize(Limits.VIOLATIONS);
    }

    @ParameterizedTest
    @CsvSource({
        "'data:image/png;base64,iVBORw0KGgo=', 0",
        "https://example.com/a.png?b=c, 0",
        "HTTPS://example.com/a.png, 0",
        "http://127.0.0.1:8080/v1/files/aaaaaaaaaaaaaaaaaaaaaaaaaa, 0",
        "http://example.com/a.png, 1",
        "http://127.0.0.1.example.com/a.png, 1",
        "ftp://example.com/a.png, 1",
        "file:///etc/passwd, 1",
        "javascript:alert(1), 1",
        "https:, 1",
        "//example.com/a.png, 1"
    })
    void anAddressLeadsToWhatAnybodyMayFetch(String address, int violations) {
        InputSchema schema = InputSchema.compile(json("{'properties':{'a':{'type':'string','format':'uri'}}}"));

        assertThat(schema.check(json("{'a':'" + address + "'}"))).hasSize(violations);
    }

    @Test
    void formatsAreAsserted() {
        InputSchema schema = InputSchema.compile(json("{'properties':{'a':{'type':'string','format':'uri'}}}"));

        assertThat(schema.check(json("{'a':'data:text/plain,a'}"))).isEmpty();
        assertThat(schema.check(json("{'a':'no address at all'}"))).hasSize(1);
    }

    @Test
    @Timeout(10)
    void noPatternHoldsAThread() {
        InputSchema schema = InputSchema.compile(json("{'properties':{'a':{'pattern':'^(a+)+$'}}}"));

        assertThat(schema.check(json("{'a':'" + "a".repeat(50_000) + "b'}"))).hasSize(1);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
