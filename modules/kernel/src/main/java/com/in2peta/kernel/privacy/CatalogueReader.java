package com.in2peta.kernel.privacy;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.in2peta.kernel.privacy.Catalogue.Document;
import com.in2peta.kernel.privacy.Catalogue.FileStore;
import com.in2peta.kernel.privacy.Catalogue.Processor;
import com.in2peta.kernel.privacy.Catalogue.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the catalogue from the class path. An unknown member, or an element that two modules describe, is refused. */
public final class CatalogueReader {

    /** One module's part. */
    record Part(
            Map<String, Table> tables,
            Map<String, Document> documents,
            Map<String, String> destinations,
            Map<String, String> logs,
            Map<String, FileStore> files,
            Map<String, String> browser,
            Map<String, Processor> processors) {}

    private static final String POLICY = "META-INF/privacy-policy.yaml";
    private static final String PART = "META-INF/privacy.yaml";

    /** Payara's Jackson has it, but registers nothing by itself. */
    private static final YAMLMapper YAML = YAMLMapper.builder(new YAMLFactory())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new Jdk8Module())
            .addModule(dates())
            .withConfigOverride(Map.class, o -> o.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .withConfigOverride(List.class, o -> o.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    private CatalogueReader() {}

    private static SimpleModule dates() {
        return new SimpleModule().addDeserializer(LocalDate.class, new FromStringDeserializer<>(LocalDate.class) {
            @Override
            protected LocalDate _deserialize(String text, DeserializationContext context) {
                return LocalDate.parse(text);
            }
        });
    }

    public static Catalogue read(ClassLoader classes) {
        try {
            List<URL> parts = new ArrayList<>(Collections.list(classes.getResources(PART)));
            parts.sort(Comparator.comparing(URL::toString));
            List<byte[]> texts = new ArrayList<>();
            for (URL part : parts) {
                texts.add(bytes(part));
            }
            URL policy = classes.getResource(POLICY);
            if (policy == null || texts.isEmpty()) {
                throw new IllegalStateException("the class path holds no catalogue");
            }
            return read(bytes(policy), texts);
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue cannot be read", e);
        }
    }

    /** From the text of the policy and of each module's part. */
    public static Catalogue read(byte[] policy, List<byte[]> parts) throws IOException {
        List<Part> read = new ArrayList<>();
        for (byte[] part : parts) {
            read.add(YAML.readValue(part, Part.class));
        }
        return new Catalogue(
                YAML.readValue(policy, Policy.class),
                join(read, Part::tables),
                join(read, Part::documents),
                join(read, Part::destinations),
                joinEqual(read, Part::logs),
                join(read, Part::files),
                join(read, Part::browser),
                join(read, Part::processors),
                sha256(policy, parts));
    }

    private static <T> Map<String, T> join(List<Part> parts, Function<Part, Map<String, T>> section) {
        Map<String, T> all = new LinkedHashMap<>();
        for (Part part : parts) {
            section.apply(part).forEach((id, element) -> {
                if (all.put(id, element) != null) {
                    throw new IllegalStateException("described twice: " + id);
                }
            });
        }
        return Collections.unmodifiableMap(all);
    }

    /** Modules may log the same expression. */
    private static Map<String, String> joinEqual(List<Part> parts, Function<Part, Map<String, String>> section) {
        Map<String, String> all = new LinkedHashMap<>();
        parts.forEach(part -> all.putAll(section.apply(part)));
        return Collections.unmodifiableMap(all);
    }

    private static byte[] bytes(URL resource) throws IOException {
        try (InputStream in = resource.openStream()) {
            return in.readAllBytes();
        }
    }

    /** Independent of where the files lie and of their order. */
    private static String sha256(byte[] policy, List<byte[]> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<String> digests = new ArrayList<>();
            for (byte[] part : parts) {
                digests.add(HexFormat.of().formatHex(digest.digest(part)));
            }
            Collections.sort(digests);
            digest.update(policy);
            digests.forEach(part -> digest.update(part.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }
}
