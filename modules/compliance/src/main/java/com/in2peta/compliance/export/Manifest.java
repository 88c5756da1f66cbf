package com.in2peta.compliance.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.compliance.export.PackageFile.Made;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is in a package, with a digest of each file: the signature over it covers them all. */
final class Manifest {

    static final String FORMAT = "in2peta-export/1";
    static final String PATH = "manifest.json";
    static final String SIGNATURE_TYPE = "in2peta-export-manifest+jws";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Manifest() {}

    /** Over files that are made and have their part; those that lie in every part are not listed. */
    static ObjectNode of(Package of, List<PackageFile> files, Catalogue catalogue) {
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("format", FORMAT);
        manifest.put("request", of.requestId().toString());
        manifest.put("kind", of.kind().code());
        manifest.putObject("snapshot").put("time", of.countedAt().toString()).put("lsn", of.lsn());
        manifest.put("policy_version", of.policyVersion());
        manifest.put("catalogue_sha256", of.catalogueSha256());
        manifest.put(
                "parts",
                files.stream().mapToInt(file -> file.part().orElse(1)).max().orElse(1));
        ArrayNode listed = manifest.putArray("files");
        files.stream().filter(file -> file.part().isPresent()).forEach(file -> listed.add(entry(file, catalogue)));
        manifest.set("elements", elements(files, catalogue));
        return manifest;
    }

    private static ObjectNode entry(PackageFile file, Catalogue catalogue) {
        Made made = file.made().orElseThrow();
        ObjectNode entry = JSON.createObjectNode();
        entry.put("path", file.path()).put("part", file.part().orElseThrow());
        entry.put("bytes", made.bytes()).put("sha256", made.sha256());
        if (file.isData()) {
            entry.put("element", file.element()).put("class", exportClass(catalogue, file.element()));
            entry.put("rows", made.rows()).put("counted", file.planned()).put("changed", made.changed());
            if (!file.path().contains(".csv")) {
                entry.put("schema", RowSchemas.path(file.element()));
            }
        } else if (file.path().endsWith(".json") && !file.path().startsWith("schemas/")) {
            entry.put("schema", RowSchemas.path(file.path().replace(".json", "")));
        }
        return entry;
    }

    private static String exportClass(Catalogue catalogue, String element) {
        Table table = catalogue.tables().get(element);
        return table.export().orElseThrow().name().toLowerCase(Locale.ROOT);
    }

    /** Rows as they were counted, and as they were found when they were written: equal, unless somebody wrote meanwhile. */
    private static ObjectNode elements(List<PackageFile> files, Catalogue catalogue) {
        Map<String, long[]> totals = new TreeMap<>();
        for (PackageFile file : files) {
            if (file.isData() && !file.path().contains(".csv")) {
                Made made = file.made().orElseThrow();
                long[] total = totals.computeIfAbsent(file.element(), element -> new long[3]);
                total[0] += file.planned();
                total[1] += made.rows();
                total[2] += made.changed();
            }
        }
        ObjectNode elements = JSON.createObjectNode();
        totals.forEach((element, total) -> elements.putObject(element)
                .put("class", exportClass(catalogue, element))
                .put("counted", total[0])
                .put("rows", total[1])
                .put("changed", total[2]));
        return elements;
    }
}
