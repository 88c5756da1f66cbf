package com.in2peta.compliance.job;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The jobs that there are, by name. */
@ApplicationScoped
public class JobDefinitions {

    @Inject
    @Any
    Instance<JobDefinition> beans;

    private final Map<String, JobDefinition> byName = new TreeMap<>();

    @PostConstruct
    void collect() {
        for (JobDefinition job : beans) {
            if (byName.put(job.name(), job) != null) {
                throw new IllegalStateException("two jobs are called " + job.name());
            }
        }
    }

    Optional<JobDefinition> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Collection<JobDefinition> all() {
        return byName.values();
    }
}
