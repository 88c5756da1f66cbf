package com.in2peta.kernel.report;

import java.time.Instant;
import java.util.List;

/**
 * Sums over usage. A module with usage implements it; the job for trends finds every implementation. What was computed before is computed anew,
 * so that who has objected since is in none of it.
 */
public interface TrendReport {

    /** One group; none is smaller than the smallest that is shown. */
    record Group(String day, String route, long calls, long failed, int organizations, long medianMicros) {}

    /** Computes everything anew; answers the number of groups. */
    long refresh(Instant now);

    /** Newest day first. */
    List<Group> groups();
}
