package com.in2peta.web.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.inference.api.StoredFiles.FileView;
import com.in2peta.kernel.id.Ids;
import com.in2peta.web.api.WebConfig;
import java.time.Instant;

/** A file on the wire, in the form of Replicate's API; beside it a link that needs no credential for a while. */
public record FileJson(
        String id,
        String name,
        String contentType,
        long size,
        String etag,
        Checksums checksums,
        JsonNode metadata,
        Instant createdAt,
        Instant expiresAt,
        Urls urls) {

    public record Checksums(String sha256) {}

    public record Urls(String get, String download) {}

    static FileJson of(FileView file, WebConfig config) {
        String id = Ids.toWire(file.id());
        return new FileJson(
                id,
                file.name(),
                file.contentType(),
                file.size(),
                file.sha256(),
                new Checksums(file.sha256()),
                file.metadata(),
                file.createdAt(),
                file.expiresAt(),
                new Urls(config.url(FilesResource.PATH + "/" + id), config.url(file.download())));
    }
}
