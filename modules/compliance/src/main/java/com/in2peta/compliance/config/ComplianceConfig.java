package com.in2peta.compliance.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings of this module; docs/operations.md explains each. */
@ApplicationScoped
public class ComplianceConfig {

    @Inject
    @ConfigProperty(name = "in2peta.compliance.contact")
    String contact;

    @Inject
    @ConfigProperty(name = "in2peta.public-url")
    String publicUrl;

    @Inject
    @ConfigProperty(name = "in2peta.compliance.evidence-key-file")
    String evidenceKeyFile;

    @Inject
    @ConfigProperty(name = "in2peta.compliance.witness-dir")
    String witnessDir;

    @Inject
    @ConfigProperty(name = "in2peta.compliance.schedule-enabled", defaultValue = "true")
    boolean scheduleEnabled;

    @Inject
    @ConfigProperty(name = "in2peta.compliance.job-share", defaultValue = "50")
    int jobShare;

    @Inject
    @ConfigProperty(name = "in2peta.compliance.scan-dirs")
    Optional<String> scanDirs; // comma-separated: Payara converts no Optional of a list

    @Inject
    @ConfigProperty(name = "in2peta.compliance.key-backup-dir")
    Optional<String> keyBackupDir;

    @Inject
    @ConfigProperty(name = "in2peta.compliance.mass-drop-units", defaultValue = "50")
    int massDropUnits;

    @Inject
    @ConfigProperty(name = "in2peta.compliance.mass-drop-percent", defaultValue = "25")
    int massDropPercent;

    @Inject
    @ConfigProperty(name = "in2peta.compliance.billing-term", defaultValue = "policy")
    String billingTerm;

    @Inject
    @ConfigProperty(name = "in2peta.compliance.trusted-issuers-file")
    Optional<String> trustedIssuersFile;

    /** The address that the policy names, and to which alerts go. */
    public String contact() {
        return contact;
    }

    /** The issuer of certificates. */
    public String publicUrl() {
        return publicUrl;
    }

    /** A PKCS#8 PEM file with the Ed25519 key that signs roots and certificates; outside the database on purpose. */
    public Path evidenceKeyFile() {
        return Path.of(evidenceKeyFile);
    }

    /** Where the outside copies go; it must exist, for a mount that is not there must not be mistaken for an empty one. */
    public Path witnessDir() {
        return Path.of(witnessDir);
    }

    /** Where back-ups of the key store are put; they are not made without. */
    public Optional<Path> keyBackupDir() {
        return keyBackupDir.map(Path::of);
    }

    /** A JWK set with the keys of installations whose packages are taken. */
    public Optional<Path> trustedIssuersFile() {
        return trustedIssuersFile.map(Path::of);
    }

    /** While false, this node starts no job by itself; it still takes over what died elsewhere. */
    public boolean scheduleEnabled() {
        return scheduleEnabled;
    }

    /** How many per cent of the time a job works between its pauses. */
    public int jobShare() {
        return jobShare;
    }

    /** Folders that a search for what an erasure left behind reads beside the database. */
    public List<Path> scanDirs() {
        return scanDirs.stream()
                .flatMap(dirs -> Stream.of(dirs.split(",")))
                .map(Path::of)
                .toList();
    }

    /** More partitions of a table than this are dropped by one run only with an approval. */
    public int massDropUnits() {
        return massDropUnits;
    }

    /** More rows of a large table than this are deleted by one run only with an approval. */
    public int massDropPercent() {
        return massDropPercent;
    }

    /** {@code policy} for the policy's period alone, {@code gst} for the longer one of that and the statute's formula. */
    public String billingTerm() {
        return billingTerm;
    }
}
