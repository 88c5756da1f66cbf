package com.in2peta.models.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Optional;

/** Addresses that a model shows; each may be absent. */
@Embeddable
public class ModelLinks implements Serializable {

    private static final long serialVersionUID = 1L;

    @Column(name = "github_url")
    private String github;

    @Column(name = "paper_url")
    private String paper;

    @Column(name = "license_url")
    private String license;

    @Column(name = "weights_url")
    private String weights;

    @Column(name = "cover_image_url")
    private String coverImage;

    protected ModelLinks() {
        // for the persistence provider
    }

    public ModelLinks(
            Optional<String> github,
            Optional<String> paper,
            Optional<String> license,
            Optional<String> weights,
            Optional<String> coverImage) {
        this.github = github.orElse(null);
        this.paper = paper.orElse(null);
        this.license = license.orElse(null);
        this.weights = weights.orElse(null);
        this.coverImage = coverImage.orElse(null);
    }

    public Optional<String> github() {
        return Optional.ofNullable(github);
    }

    public Optional<String> paper() {
        return Optional.ofNullable(paper);
    }

    public Optional<String> license() {
        return Optional.ofNullable(license);
    }

    public Optional<String> weights() {
        return Optional.ofNullable(weights);
    }

    public Optional<String> coverImage() {
        return Optional.ofNullable(coverImage);
    }
}
