package com.in2peta.compliance.export;

import java.time.Instant;
import java.util.UUID;

/**
 * A package.
 *
 * @param ready whether all its files are made
 * @param lsn the place in the database's log at which its rows were counted
 * @param horizon the first transaction that the count did not see
 * @param keptFrom from when its time counts
 */
record Package(
        UUID requestId,
        Subject subject,
        PackageKind kind,
        boolean ready,
        Instant countedAt,
        String lsn,
        long horizon,
        int policyVersion,
        String catalogueSha256,
        Instant keptFrom) {}
