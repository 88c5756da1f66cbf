package com.in2peta.compliance.job;

import java.time.Duration;
import java.util.Optional;

/** One kind of job. Every bean of this type is a job that can be started. */
public interface JobDefinition {

    /** By which people, the schedule and the batch runtime know it: its file in {@code META-INF/batch-jobs}, without the suffix. */
    String name();

    /** How often it is started by itself; never, when empty. A parked run of such a job is resumed as often. */
    default Optional<Duration> every() {
        return Optional.empty();
    }

    /** Whether a run is about one thing, whose id is then needed. */
    default boolean hasSubject() {
        return false;
    }

    /** Whether it can count without doing. */
    default boolean runsDry() {
        return false;
    }
}
