package com.in2peta.web.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Collectors;

/** Reads and writes bodies by {@link Json}; what cannot be read becomes a problem that says where. */
@Provider
@Priority(Priorities.USER - 1000)
@Consumes({MediaType.APPLICATION_JSON, "application/*+json"})
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class JsonBodies implements MessageBodyReader<Object>, MessageBodyWriter<Object> {

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return isOurs(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return isOurs(type);
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        try {
            Object value = Json.MAPPER.readValue(body, type);
            if (value == null) {
                throw new DomainException(ProblemType.MALFORMED_JSON, "The body is empty.");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw invalid(e, "is not a known field");
        } catch (InvalidFormatException e) {
            throw invalid(e, e.getTargetType() == String.class ? "must not hold U+0000" : "has the wrong type");
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof JacksonException syntax && !(syntax instanceof JsonMappingException)) {
                throw malformed((JsonProcessingException) syntax);
            }
            throw e.getPath().isEmpty()
                    ? new DomainException(
                            ProblemType.MALFORMED_JSON, "The body is not the JSON object that is expected.")
                    : invalid(e, "has the wrong type");
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        body.write(Json.MAPPER.writeValueAsBytes(value));
    }

    private static boolean isOurs(Class<?> type) {
        return !InputStream.class.isAssignableFrom(type) && type != byte[].class && type != String.class;
    }

    private static DomainException invalid(JsonMappingException e, String what) {
        String pointer = e.getPath().stream()
                .map(part -> "/" + (part.getFieldName() == null ? part.getIndex() : escape(part.getFieldName())))
                .collect(Collectors.joining());
        return new DomainException(
                ProblemType.INVALID_REQUEST, "The request is invalid.", List.of(new Violation(pointer, what)));
    }

    /** The parser's own message can quote the body: only the place is told. */
    public static DomainException malformed(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return new DomainException(ProblemType.MALFORMED_JSON, "The body cannot be read as JSON" + where + ".");
    }

    private static String escape(String name) {
        String shown = name.length() > 100 ? name.substring(0, 100) : name;
        return shown.replace("~", "~0").replace("/", "~1");
    }
}
