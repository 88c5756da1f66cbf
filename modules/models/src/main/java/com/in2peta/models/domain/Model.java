package com.in2peta.models.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A model is a name under an owner; what runs are its versions. */
@Entity
@Table(name = "model", schema = "models")
public class Model {

    @Id
    private UUID id;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(nullable = false, updatable = false)
    private String owner;

    @Column(nullable = false, updatable = false)
    private String name;

    @Column(nullable = false)
    private String description;

    @Column(nullable = false)
    private String visibility;

    @Column(nullable = false)
    private String hardware;

    @Column(nullable = false)
    private String[] tags;

    @Embedded
    private ModelLinks links;

    @Column(name = "latest_version_id")
    private String latestVersionId;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Version
    private int version;

    protected Model() {
        // for the persistence provider
    }

    public static Model of(
            UUID id,
            UUID organizationId,
            String owner,
            String name,
            String description,
            String visibility,
            String hardware,
            List<String> tags,
            ModelLinks links,
            Instant now) {
        Model model = new Model();
        model.id = id;
        model.organizationId = organizationId;
        model.owner = owner;
        model.name = name;
        model.describe(description, visibility, hardware, tags, links);
        model.createdAt = now;
        return model;
    }

    /** Everything about it that may change, except what runs. */
    public void describe(String description, String visibility, String hardware, List<String> tags, ModelLinks links) {
        this.description = description;
        this.visibility = visibility;
        this.hardware = hardware;
        this.tags = tags.toArray(String[]::new);
        this.links = links;
    }

    /** From now on the version is what {@code owner/name} stands for. */
    public void release(String versionId) {
        latestVersionId = versionId;
    }

    /** Its latest version was deleted, and there is no other. */
    public void withdraw() {
        latestVersionId = null;
    }

    public boolean ownedBy(UUID organization) {
        return organizationId.equals(organization);
    }

    public boolean isPublic() {
        return visibility.equals("public");
    }

    public UUID id() {
        return id;
    }

    public UUID organizationId() {
        return organizationId;
    }

    public String owner() {
        return owner;
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    public String visibility() {
        return visibility;
    }

    public String hardware() {
        return hardware;
    }

    public List<String> tags() {
        return List.of(tags);
    }

    /** The provider makes no object of columns that are all empty. */
    public ModelLinks links() {
        return links == null ? new ModelLinks() : links;
    }

    public Optional<String> latestVersionId() {
        return Optional.ofNullable(latestVersionId);
    }

    public Instant createdAt() {
        return createdAt;
    }
}
