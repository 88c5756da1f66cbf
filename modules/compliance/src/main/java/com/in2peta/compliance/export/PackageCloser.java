package com.in2peta.compliance.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.in2peta.compliance.catalogue.LiveSchema;
import com.in2peta.compliance.evidence.DocumentSignatures;
import com.in2peta.compliance.export.FileMaker.Fence;
import com.in2peta.compliance.export.PackageFile.Made;
import com.in2peta.compliance.job.JobRunContext;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.privacy.Catalogue;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Adds what describes the package to its files, divides them into parts, writes and signs the manifest. */
@ApplicationScoped
class PackageCloser {

    static final String README = "README.html";
    static final String SIGNATURE = "manifest.sig";
    /** What lies in every part, in this order. */
    static final List<String> EVERYWHERE = List.of(README, Manifest.PATH, SIGNATURE);

    private static final ObjectWriter JSON = new ObjectMapper().writer().with(SerializationFeature.INDENT_OUTPUT);
    private static final List<String> SCHEMAS =
            List.of("manifest", "recipients", "purposes", "retention", "EXCLUDED", "access-log");
    /** Room in a part for what lies in every one. */
    private static final long RESERVE_BYTES = 50_000_000;
    /** A ZIP without extension has 65,535. */
    private static final int PART_ENTRIES = 60_000;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    PackageStore store;

    @Inject
    SubjectReader reader;

    @Inject
    FileMaker maker;

    @Inject
    StaffReads staffReads;

    @Inject
    DocumentSignatures signatures;

    @Inject
    PackageRelease release;

    @Inject
    Opening opening;

    @Inject
    Catalogue catalogue;

    /** Can be repeated: each document is made anew, the same as before. */
    void close(UUID requestId, JobRunContext run) {
        Fence fence = run::requireFence;
        Package of = store.find(requestId).orElseThrow();
        if (of.ready()) {
            return;
        }
        Optional<byte[]> subjectRef = subjectRef(requestId);
        documents(of, subjectRef).forEach((path, content) -> make(of, path, content, fence));
        divide(requestId, fence);
        byte[] manifest = text(Manifest.of(of, store.files(requestId), catalogue));
        make(of, README, resource("README.html"), fence);
        Made made = make(of, Manifest.PATH, manifest, fence);
        make(of, SIGNATURE, ascii(signatures.sign(Manifest.SIGNATURE_TYPE, manifest)), fence);
        release.release(run, requestId, subjectRef, made.sha256());
    }

    private Optional<byte[]> subjectRef(UUID requestId) {
        return Sql.query(
                        database,
                        "select subject_ref from compliance.request where id = ?",
                        row -> Optional.ofNullable(row.getBytes(1)),
                        requestId)
                .stream()
                .findFirst()
                .flatMap(Function.identity());
    }

    private Map<String, byte[]> documents(Package of, Optional<byte[]> subjectRef) {
        List<Element> elements =
                Elements.of(catalogue, reader.read(of.subject(), LiveSchema::read), of.kind(), opening);
        Map<String, byte[]> documents = new TreeMap<>();
        PackageDocuments.of(catalogue, elements, of.kind())
                .forEach((path, document) -> documents.put(path, text(document)));
        documents.put(StaffReads.PATH, text(staffReads.about(subjectRef)));
        SCHEMAS.forEach(name -> documents.put(RowSchemas.path(name), resource(name + ".schema.json")));
        Map<String, Boolean> arrays = store.files(of.requestId()).stream()
                .filter(PackageFile::isData)
                .collect(Collectors.toMap(
                        PackageFile::element, file -> file.path().endsWith(".json"), Boolean::logicalOr));
        elements.forEach(element -> documents.put(
                RowSchemas.path(element.table()),
                text(RowSchemas.of(
                        element, catalogue.tables().get(element.table()).rows(), arrays.get(element.table())))));
        return documents;
    }

    /** The place of documents is after the data. */
    private Made make(Package of, String path, byte[] content, Fence fence) {
        Transactions.run(database, connection -> {
            fence.require(connection);
            store.addDocument(connection, of, path);
            return null;
        });
        return maker.document(of, path, content, fence);
    }

    private void divide(UUID requestId, Fence fence) {
        PartPlan plan = new PartPlan(Limits.EXPORT_PART_BYTES - RESERVE_BYTES, PART_ENTRIES);
        Transactions.run(database, connection -> {
            fence.require(connection);
            for (PackageFile file : store.files(requestId)) {
                if (!EVERYWHERE.contains(file.path())) {
                    store.assign(connection, requestId, file.path(), plan.add(file));
                }
            }
            return null;
        });
        if (plan.parts() > Limits.EXPORT_PARTS) {
            throw new IllegalStateException("the package has too many parts");
        }
    }

    private static byte[] text(JsonNode document) {
        try {
            return (JSON.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] resource(String name) {
        try (InputStream file = PackageCloser.class.getResourceAsStream("/META-INF/export/" + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
