package com.in2peta.compliance.export;

import java.util.List;
import java.util.Optional;

/**
 * One file of a package.
 *
 * @param seq its place
 * @param element the table; empty for what describes the package
 * @param after the key after which its rows begin, as texts
 * @param upto the key of its last row
 * @param planned how many rows there were when they were counted
 * @param made what came of it; empty until then
 * @param part the ZIP it lies in, from 1; empty when it lies in every one
 */
record PackageFile(
        String path,
        int seq,
        String element,
        Optional<List<String>> after,
        Optional<List<String>> upto,
        long planned,
        Optional<Made> made,
        Optional<Integer> part) {

    /** A finished file; {@code changed} counts rows that were written after the count. */
    record Made(long rows, long changed, long bytes, String sha256, long crc32) {}

    static PackageFile planned(
            String path,
            int seq,
            String element,
            Optional<List<String>> after,
            Optional<List<String>> upto,
            long planned) {
        return new PackageFile(path, seq, element, after, upto, planned, Optional.empty(), Optional.empty());
    }

    boolean isData() {
        return !element.isEmpty();
    }

    boolean isCompressed() {
        return path.endsWith(".gz");
    }

    RowFormat format(Element of, Values values) {
        if (path.contains(".csv")) {
            return new CsvRows(of.fields(), values);
        }
        return new JsonRows(of.fields(), values, path.endsWith(".json"));
    }
}
