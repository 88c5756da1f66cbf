package com.in2peta.models.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.models.api.ModelRegistry.ModelView;
import java.util.List;
import java.util.Optional;

/** Public models that staff has put together under a heading. */
public interface ModelCollections {

    /** The heading; the full description is Markdown. */
    record Heading(String slug, String name, String description, Optional<String> fullDescription) {}

    /** A collection with those of its models that the caller sees, in staff's order. */
    record CollectionView(Heading heading, List<ModelView> models) {}

    /** All of them, by name. */
    List<Heading> list();

    CollectionView get(Caller caller, String slug);

    /**
     * Makes the collection or puts this in its place.
     *
     * @param models owner/name, each a public model
     */
    void put(Heading heading, List<String> models);

    void delete(String slug);
}
