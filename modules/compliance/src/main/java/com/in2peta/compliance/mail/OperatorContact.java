package com.in2peta.compliance.mail;

import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.kernel.mail.Addressees;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** The operator's own address for what concerns privacy. */
@ApplicationScoped
public class OperatorContact implements Addressees {

    /** By which a mail names it; the nil UUID, which no person has. */
    public static final UUID ID = new UUID(0, 0);

    @Inject
    ComplianceConfig config;

    @Override
    public Optional<Addressee> find(UUID id) {
        return id.equals(ID) ? Optional.of(new Addressee("in2peta", config.contact())) : Optional.empty();
    }
}
