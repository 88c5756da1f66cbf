package com.in2peta.models.domain;

import com.in2peta.kernel.page.Slice;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Models and versions as far as row-level security shows them. */
public interface ModelRepository {

    void add(Model model);

    Optional<Model> find(String owner, String name);

    Optional<Model> find(UUID id);

    /** In no order; what is not visible is left out. */
    List<Model> find(Collection<UUID> ids);

    /**
     * By the time of the latest version or of the model itself; the position is {@code time|id}.
     */
    List<Model> list(boolean byLatestVersion, boolean ascending, Slice slice);

    /** A model and its latest version. */
    record Release(Model model, ModelVersion version) {}

    /** Whose latest version speaks an interface, the latest first. */
    List<Release> speaking(int limit);

    /** How many models this organization has. */
    long count(UUID organizationId);

    /** As it is now, and nobody else changes it before the transaction ends. */
    void lock(Model model);

    /** With its versions and all that hangs on it. */
    void remove(Model model);

    void add(ModelVersion version);

    Optional<ModelVersion> findVersion(String id);

    /** In no order; what is not visible is left out. */
    List<ModelVersion> findVersions(Collection<String> ids);

    Optional<ModelVersion> newestVersion(UUID modelId);

    /** With the examples of it. */
    void remove(ModelVersion version);

    List<ModelVersion> versions(UUID modelId, Optional<ModelVersion> neighbour, Slice slice);
}
