package com.in2peta.compliance.export;

import com.in2peta.compliance.api.Imports;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.portability.PackageImport;
import com.in2peta.kernel.portability.PackageImport.Outcome;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Reads a package outside of any transaction, as slowly as it comes, and hands what is in it to the modules. */
@ApplicationScoped
class ImportService implements Imports {

    @Inject
    @Any
    Instance<PackageImport> modules;

    @Inject
    TrustedIssuers issuers;

    private final Semaphore readers = new Semaphore(Limits.IMPORTS);

    @Override
    public Result take(UUID organizationId, String username, InputStream zip) {
        if (!readers.tryAcquire()) {
            throw new DomainException(ProblemType.OVERLOADED, "Other packages are being read. Try again shortly.");
        }
        try {
            return read(organizationId, username, zip);
        } finally {
            readers.release();
        }
    }

    private Result read(UUID organizationId, String username, InputStream zip) {
        Set<String> elements = new HashSet<>();
        modules.forEach(module -> elements.addAll(module.elements()));
        PackageReader.Content content = new PackageReader(elements).read(zip);
        String signature = issuers.check(content.manifest(), content.signature());
        Map<String, Integer> made = new TreeMap<>();
        Map<String, Integer> kept = new TreeMap<>();
        for (PackageImport module : modules) {
            Outcome outcome = module.take(organizationId, username, content.rows());
            made.putAll(outcome.made());
            kept.putAll(outcome.kept());
        }
        return new Result(new Outcome(made, kept), signature);
    }
}
