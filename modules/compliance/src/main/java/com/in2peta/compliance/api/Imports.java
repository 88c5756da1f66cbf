package com.in2peta.compliance.api;

import com.in2peta.kernel.portability.PackageImport.Outcome;
import java.io.InputStream;
import java.util.UUID;

/** Taking up a package that this or another installation made. */
public interface Imports {

    /**
     * What came of it.
     *
     * @param signature {@code verified}, or {@code not-checked} when no issuer is configured
     */
    record Result(Outcome outcome, String signature) {}

    /**
     * Reads a part of a package to its end, checks every file in it against the manifest, and only then takes up what is known here. Refuses it
     * with {@code package-refused}, by the name of the file that is wrong.
     */
    Result take(UUID organizationId, String username, InputStream zip);
}
