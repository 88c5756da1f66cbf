package com.in2peta.models.app;

import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import com.in2peta.models.domain.Model;
import com.in2peta.models.persistence.ShowcaseTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** Writes readmes for every use case that may, in its transaction. */
@ApplicationScoped
class ReadmeWriter {

    @Inject
    ShowcaseTable showcase;

    @Inject
    Clock clock;

    /** An empty text takes the readme away. */
    void write(Model model, String markdown) {
        if (markdown.getBytes(StandardCharsets.UTF_8).length > Limits.README_BYTES) {
            throw invalid("must not be larger than " + Limits.README_BYTES + " bytes");
        }
        if (markdown.indexOf('\0') >= 0) { // PostgreSQL's text cannot hold it
            throw invalid("must not hold U+0000");
        }
        if (markdown.isBlank()) {
            showcase.removeReadme(model.id());
        } else {
            showcase.writeReadme(model, markdown, clock.instant());
        }
    }

    private static DomainException invalid(String detail) {
        return new DomainException(
                ProblemType.INVALID_REQUEST, "The readme is invalid.", List.of(new Violation("/readme", detail)));
    }
}
