package com.in2peta.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Dates as {@code 2026-11-25}, and times as RFC 3339 has them, with an offset; nothing else. */
final class JsonDates extends SimpleModule {

    JsonDates() {
        addSerializer(new StdScalarSerializer<>(LocalDate.class) {
            @Override
            public void serialize(LocalDate value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString(value.toString());
            }
        });
        addDeserializer(Instant.class, new StdScalarDeserializer<>(Instant.class) {
            @Override
            public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
                String text = json.getValueAsString("");
                try {
                    return OffsetDateTime.parse(text).toInstant();
                } catch (DateTimeException e) {
                    return (Instant) context.handleWeirdStringValue(Instant.class, text, "is no time");
                }
            }
        });
        addDeserializer(LocalDate.class, new StdScalarDeserializer<>(LocalDate.class) {
            @Override
            public LocalDate deserialize(JsonParser json, DeserializationContext context) throws IOException {
                String text = json.getValueAsString("");
                try {
                    return LocalDate.parse(text);
                } catch (DateTimeException e) {
                    return (LocalDate) context.handleWeirdStringValue(LocalDate.class, text, "is no date");
                }
            }
        });
    }
}
