package com.in2peta.web.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.in2peta.inference.api.StoredFiles.FileView;
import com.in2peta.inference.api.StoredFiles.Upload;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.web.api.Json;
import com.in2peta.web.api.Requests;
import com.in2peta.web.files.FormData.Part;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of an upload: {@code content} with its name and type, and {@code metadata}; name and type may be fields of their own. */
final class FileForm {

    private static final int PIECE_BYTES = 65_536;
    private static final int TYPE_CHARACTERS = 255;
    private static final Pattern TYPE =
            Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(\\s*;\\s*[\\w!#$&^.+-]+=[\\w!#$&^.+-]+)*");

    private final Upload upload;
    private boolean contentSeen;
    private Optional<String> name = Optional.empty();
    private Optional<String> type = Optional.empty();
    private JsonNode metadata = JsonNodeFactory.instance.objectNode();

    FileForm(Upload upload) {
        this.upload = upload;
    }

    /** Reads the form to its end and makes the file visible. */
    FileView read(FormData form) {
        for (Optional<Part> part = form.next(); part.isPresent(); part = form.next()) {
            take(part.get(), form);
        }
        if (!contentSeen) {
            throw Requests.invalid("/content", "must be there");
        }
        return upload.finish(goodName(), goodType(), metadata);
    }

    private void take(Part part, FormData form) {
        switch (part.name()) {
            case "content" -> takeContent(part, form);
            case "filename" -> name = Optional.of(FormData.utf8(form.readAll(Limits.FILE_FORM_BYTES)));
            case "type" -> type = Optional.of(FormData.utf8(form.readAll(Limits.FILE_FORM_BYTES)));
            case "metadata" -> metadata = metadata(form.readAll(Limits.FILE_METADATA_BYTES));
            default -> throw Requests.invalid("/" + shown(part.name()), "is not a known field");
        }
    }

    private void takeContent(Part part, FormData form) {
        if (contentSeen) {
            throw Requests.invalid("/content", "must be there once");
        }
        contentSeen = true;
        name = name.or(part::filename);
        type = type.or(part::contentType);
        byte[] piece = new byte[PIECE_BYTES];
        for (int count = form.read(piece); count >= 0; count = form.read(piece)) {
            upload.write(piece, count);
        }
    }

    private static JsonNode metadata(byte[] json) {
        try {
            JsonNode tree = Json.MAPPER.readTree(json);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            throw new DomainException(ProblemType.MALFORMED_JSON, "The metadata cannot be read as JSON.");
        } catch (IOException e) {
            throw new IllegalStateException(e); // memory has no such errors
        }
        throw Requests.invalid("/metadata", "must be an object");
    }

    /** Some clients send the path on the caller's machine, which is nobody's business. */
    private String goodName() {
        String all = name.orElse("");
        String last = all.substring(Math.max(all.lastIndexOf('/'), all.lastIndexOf('\\')) + 1)
                .strip();
        boolean good = !last.isEmpty()
                && last.getBytes(StandardCharsets.UTF_8).length <= Limits.FILE_NAME_BYTES
                && last.chars().noneMatch(Character::isISOControl);
        if (!good) {
            throw Requests.invalid(
                    "/filename", "must have 1 to " + Limits.FILE_NAME_BYTES + " bytes and no control characters");
        }
        return last;
    }

    private String goodType() {
        String wanted = type.orElse(MediaType.APPLICATION_OCTET_STREAM).strip();
        if (wanted.length() > TYPE_CHARACTERS || !TYPE.matcher(wanted).matches()) {
            throw Requests.invalid("/type", "must be a media type");
        }
        return wanted;
    }

    private static String shown(String field) {
        return field.length() > 100 ? field.substring(0, 100) : field;
    }
}
