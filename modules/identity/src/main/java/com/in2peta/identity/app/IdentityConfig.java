package com.in2peta.identity.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings of this module; docs/operations.md explains each. */
@ApplicationScoped
public class IdentityConfig {

    @Inject
    @ConfigProperty(name = "in2peta.public-url")
    String publicUrl;

    @Inject
    @ConfigProperty(name = "in2peta.identity.jwt-key-file")
    String jwtKeyFile;

    @Inject
    @ConfigProperty(name = "in2peta.identity.smtp-host")
    String smtpHost;

    @Inject
    @ConfigProperty(name = "in2peta.identity.smtp-port")
    int smtpPort;

    @Inject
    @ConfigProperty(name = "in2peta.identity.mail-from")
    String mailFrom;

    /** The issuer of access tokens and the base of links in mails. */
    public String publicUrl() {
        return publicUrl;
    }

    /** A PKCS#8 PEM file with the P-256 key that signs access tokens; outside the database on purpose. */
    public Path jwtKeyFile() {
        return Path.of(jwtKeyFile);
    }

    public String smtpHost() {
        return smtpHost;
    }

    public int smtpPort() {
        return smtpPort;
    }

    public String mailFrom() {
        return mailFrom;
    }
}
