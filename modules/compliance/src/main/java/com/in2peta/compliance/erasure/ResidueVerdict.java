package com.in2peta.compliance.erasure;

import com.in2peta.compliance.residue.Finding;
import com.in2peta.compliance.residue.Needle;
import com.in2peta.compliance.residue.ScanReport;
import com.in2peta.kernel.privacy.Catalogue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Says whether a search came out clean. What could not be read counts as found when the catalogue knows it to hold data about people. */
@ApplicationScoped
class ResidueVerdict {

    private static final Logger LOG = System.getLogger(ResidueVerdict.class.getName());

    @Inject
    ResidueSearch search;

    @Inject
    Catalogue catalogue;

    AllowedPlaces places() {
        return new AllowedPlaces(catalogue);
    }

    /** How many places are not clean; empty when all are. */
    Optional<Long> findingsOf(ErasureRun run, List<Needle> needles, Predicate<Finding> allowed) {
        ScanReport report = search.search(needles);
        List<Finding> findings = report.findingsExcept(allowed);
        findings.forEach(finding -> LOG.log(
                Level.WARNING, "request {0}: residue in {1}: {2}", run.requestId(), finding.place(), finding.label()));
        List<String> unread = report.unread().stream().filter(this::isPersonal).toList();
        unread.forEach(
                place -> LOG.log(Level.WARNING, "request {0}: {1} could not be searched", run.requestId(), place));
        long wrong = findings.size() + (long) unread.size();
        return wrong == 0 ? Optional.empty() : Optional.of(wrong);
    }

    /** A file, or a table of the catalogue, or a partition of one. PostgreSQL keeps some of its own tables from everybody. */
    private boolean isPersonal(String place) {
        return place.contains("/")
                || places().table(place)
                        .filter(table -> !table.personal().isEmpty())
                        .isPresent();
    }
}
