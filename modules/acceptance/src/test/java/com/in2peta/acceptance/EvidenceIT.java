package com.in2peta.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.in2peta.compliance.api.CertificateReader;
import com.in2peta.compliance.api.CertificateReader.CertificateView;
import com.in2peta.compliance.evidence.Certificates;
import com.in2peta.compliance.evidence.Entry;
import com.in2peta.compliance.evidence.Evidence;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.evidence.AccessLog;
import com.in2peta.kernel.evidence.AccessLog.Access;
import com.in2peta.kernel.evidence.AccessLog.Noted;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Inside the EAR that ships: whose transaction an entry belongs to. */
@ExtendWith({PayaraServer.class, ArquillianExtension.class})
class EvidenceIT {

    @Deployment
    static EnterpriseArchive ear() {
        return PayaraServer.earWith(EvidenceIT.class);
    }

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    UserTransaction transaction;

    @Inject
    Evidence evidence;

    @Inject
    Certificates certificates;

    @Inject
    CertificateReader reader;

    @Inject
    AccessLog log;

    @Test
    void anEntryGoesWithTheCallersTransactionAndIsRefusedWithoutOne() throws Exception {
        Entry entry = Entry.bySystem(EvidenceKind.RETAIN, "object-" + UUID.randomUUID(), Map.of("rows", 3));
        assertThrows(EJBException.class, () -> evidence.append(entry));

        transaction.begin();
        evidence.append(List.of(entry, entry));
        transaction.rollback();
        assertEquals(0, count(entry));

        transaction.begin();
        List<Long> numbers = evidence.append(List.of(entry, entry));
        transaction.commit();
        assertEquals(2, count(entry));
        assertEquals(numbers.get(0) + 1, numbers.get(1));
    }

    @Test
    void aRequestHasOneCertificate() throws Exception {
        UUID request = UUID.randomUUID();
        transaction.begin();
        CertificateView first = certificates.issue(request, Map.of("rows", 1));
        transaction.commit();
        transaction.begin();
        CertificateView again = certificates.issue(request, Map.of("rows", 1));
        transaction.commit();

        assertEquals(first.jws(), again.jws());
        assertEquals(first.jws(), reader.find(first.id()).orElseThrow().jws());
        assertEquals(Optional.empty(), reader.proof(first.id()));
        assertEquals(Optional.empty(), reader.find(request));
    }

    @Test
    void anAccessStaysNotedWhenTheCallerFails() throws Exception {
        UUID staff = UUID.randomUUID();
        byte[] subject =
                ByteBuffer.allocate(16).putLong(staff.getMostSignificantBits()).array();
        transaction.begin();
        log.note(new Access(staff, EvidenceKind.READ_PERSONAL, "request-1", subject, "support-request"));
        transaction.rollback();

        List<Noted> noted =
                log.about(subject, Set.of(EvidenceKind.READ_PERSONAL), new Slice(Optional.empty(), false, 10));

        assertEquals(1, noted.size());
        assertEquals("support-request", noted.get(0).reason());
        assertTrue(noted.get(0).seq() > 0);
    }

    private long count(Entry entry) {
        return Sql.query(
                        database,
                        "select count(*) from compliance.evidence where object = ?",
                        row -> row.getLong(1),
                        entry.object())
                .get(0);
    }
}
