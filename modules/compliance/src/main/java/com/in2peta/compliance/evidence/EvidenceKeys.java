package com.in2peta.compliance.evidence;

import com.in2peta.compliance.api.EvidenceKeySet;
import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The key that signs now, and all that ever did. */
@ApplicationScoped
class EvidenceKeys implements EvidenceKeySet {

    @Inject
    ComplianceConfig config;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    private EvidenceKey signing;

    @PostConstruct
    void read() {
        signing = EvidenceKey.read(config.evidenceKeyFile());
    }

    EvidenceKey signing() {
        return signing;
    }

    /** The signing key first, whether or not it has signed yet. */
    List<PublicKey> all() {
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        keys.put(signing.publicKey().kid(), signing.publicKey());
        Sql.with(database, KeyTable::all).forEach(key -> keys.putIfAbsent(key.kid(), key));
        return List.copyOf(keys.values());
    }

    @Override
    public String publicKeys() {
        return CanonicalJson.write(
                Map.of("keys", all().stream().map(PublicKey::jwk).toList()));
    }
}
