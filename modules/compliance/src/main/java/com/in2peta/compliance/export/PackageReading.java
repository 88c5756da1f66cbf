package com.in2peta.compliance.export;

import com.in2peta.kernel.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * One part of a finished package.
 *
 * @param number from 1
 * @param files in the order in which they lie in the ZIP: what describes the package first
 */
record PackageReading(Package of, int number, List<PackageFile> files, ZipLayout zip) {

    static List<PackageFile> files(Connection connection, UUID requestId) throws SQLException {
        return Sql.query(connection, PackageStore.FILES + " order by seq", PackageStore::readFile, requestId);
    }

    static List<PackageReading> parts(Package of, List<PackageFile> files) {
        List<PackageFile> everywhere = files.stream()
                .filter(file -> file.part().isEmpty())
                .sorted(Comparator.comparingInt(file -> PackageCloser.EVERYWHERE.indexOf(file.path())))
                .toList();
        int last = files.stream().mapToInt(file -> file.part().orElse(1)).max().orElse(1);
        List<PackageReading> parts = new ArrayList<>();
        for (int number = 1; number <= last; number++) {
            int wanted = number;
            List<PackageFile> in = new ArrayList<>(everywhere);
            files.stream()
                    .filter(file -> file.part().filter(part -> part == wanted).isPresent())
                    .forEach(in::add);
            parts.add(new PackageReading(
                    of,
                    number,
                    in,
                    new ZipLayout(in, of.countedAt().atOffset(ZoneOffset.UTC).toLocalDateTime())));
        }
        return parts;
    }

    String etag() {
        return zip.etag(files);
    }
}
