package com.in2peta.compliance.evidence;

import com.in2peta.compliance.api.CertificateReader;
import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Issues certificates and shows them. */
@Stateless
@LocalBean
@Local(CertificateReader.class)
public class Certificates implements CertificateReader {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    EvidenceKeys keys;

    @Inject
    ComplianceConfig config;

    @Inject
    Clock clock;

    /**
     * Certifies what was done for a request, in the caller's transaction on {@code jdbc/in2peta-batch}, where it is best the last thing: from here
     * on everybody else's evidence waits. A request has one certificate: a second call, as after a restart, answers the first one.
     *
     * @param body strings, whole numbers, booleans, lists and maps, without personal data
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public CertificateView issue(UUID requestId, Map<String, ?> body) {
        Issuer issuer = new Issuer(keys.signing(), config.publicUrl(), clock);
        return Sql.with(database, connection -> issue(connection, issuer, requestId, body));
    }

    private static CertificateView issue(Connection connection, Issuer issuer, UUID requestId, Map<String, ?> body)
            throws SQLException {
        Chain.lock(connection); // whoever else issues for the same request has finished after this
        Optional<CertificateView> issued = CertificateTable.ofRequest(connection, requestId);
        return issued.isPresent() ? issued.get() : issuer.issue(connection, requestId, body);
    }

    @Override
    public Optional<CertificateView> find(UUID id) {
        return Sql.with(database, connection -> CertificateTable.find(connection, id));
    }

    @Override
    public Optional<String> proof(UUID id) {
        return Sql.with(database, connection -> {
            Optional<Long> seq = CertificateTable.evidenceSeq(connection, id);
            return seq.isPresent() ? InclusionProof.of(connection, seq.get()) : Optional.empty();
        });
    }
}
