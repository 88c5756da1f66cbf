package com.in2peta.models.domain;

import com.in2peta.kernel.page.Slice;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Models and versions as far as row-level security shows them. */
public interface ModelRepository {

    void add(Model model);

    Optional<Model> find(String owner, String name);

    Optional<Model> find(UUID id);

    List<Model> list(Slice slice);

    void add(ModelVersion version);

    Optional<ModelVersion> findVersion(String id);

    List<ModelVersion> versions(UUID modelId, Optional<ModelVersion> neighbour, Slice slice);
}
