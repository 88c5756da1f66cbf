package com.in2peta.compliance.erasure;

import com.in2peta.compliance.residue.Needle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Searches for the address as long as somebody knows it: after the account nobody can. */
@ApplicationScoped
class ScanAddressesStep implements ErasureStep {

    @Inject
    Identifiers identifiers;

    @Inject
    ResidueVerdict verdict;

    @Override
    public String name() {
        return "scan-addresses";
    }

    @Override
    public Optional<Wait> run(ErasureRun run) {
        List<Needle> needles =
                identifiers.addresses(run.who().personId(), run.who().organizationId());
        return needles.isEmpty()
                ? Optional.empty()
                : verdict.findingsOf(run, needles, verdict.places()::ofAddress).map(found -> Wait.forStaff("residue"));
    }
}
