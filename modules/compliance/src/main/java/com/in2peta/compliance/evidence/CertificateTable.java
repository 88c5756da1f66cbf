package com.in2peta.compliance.evidence;

import com.in2peta.compliance.api.CertificateReader.CertificateView;
import com.in2peta.kernel.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The certificates. */
final class CertificateTable {

    private static final String SELECT = "select id, request_id, jws, created_at from compliance.certificate ";

    private CertificateTable() {}

    static void insert(Connection connection, CertificateView certificate, long evidenceSeq) throws SQLException {
        Sql.update(
                connection,
                "insert into compliance.certificate (id, request_id, jws, evidence_seq, created_at) values (?, ?, ?, ?, ?)",
                certificate.id(),
                certificate.requestId(),
                certificate.jws(),
                evidenceSeq,
                certificate.createdAt());
    }

    static Optional<CertificateView> find(Connection connection, UUID id) throws SQLException {
        return Sql.query(connection, SELECT + "where id = ?", CertificateTable::view, id).stream()
                .findFirst();
    }

    static Optional<CertificateView> ofRequest(Connection connection, UUID requestId) throws SQLException {
        return Sql.query(connection, SELECT + "where request_id = ?", CertificateTable::view, requestId).stream()
                .findFirst();
    }

    static Optional<Long> evidenceSeq(Connection connection, UUID id) throws SQLException {
        return Sql.query(
                        connection,
                        "select evidence_seq from compliance.certificate where id = ?",
                        row -> row.getLong(1),
                        id)
                .stream()
                .findFirst();
    }

    private static CertificateView view(ResultSet row) throws SQLException {
        return new CertificateView(
                row.getObject("id", UUID.class),
                row.getObject("request_id", UUID.class),
                row.getString("jws"),
                Sql.instant(row, "created_at"));
    }
}
