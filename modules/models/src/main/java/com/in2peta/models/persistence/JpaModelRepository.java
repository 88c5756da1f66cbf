package com.in2peta.models.persistence;

import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.models.domain.Model;
import com.in2peta.models.domain.ModelRepository;
import com.in2peta.models.domain.ModelVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class JpaModelRepository implements ModelRepository {

    @PersistenceContext(unitName = "models")
    EntityManager em;

    @Override
    public void add(Model model) {
        em.persist(model);
        em.flush();
    }

    @Override
    public Optional<Model> find(String owner, String name) {
        return em.createQuery("select m from Model m where m.owner = :owner and m.name = :name", Model.class)
                .setParameter("owner", owner)
                .setParameter("name", name)
                .getResultStream()
                .findFirst();
    }

    @Override
    public Optional<Model> find(UUID id) {
        return Optional.ofNullable(em.find(Model.class, id));
    }

    @Override
    public List<Model> find(Collection<UUID> ids) {
        return em.createQuery("select m from Model m where m.id in :ids", Model.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    @Override
    public List<Release> speaking(int limit) {
        return em.createQuery(
                        "select m, v from Model m join ModelVersion v on v.id = m.latestVersionId"
                                + " where v.speaks is not null order by v.createdAt desc, m.id desc",
                        Object[].class)
                .setMaxResults(limit)
                .getResultStream()
                .map(row -> new Release((Model) row[0], (ModelVersion) row[1]))
                .toList();
    }

    @Override
    public long count(UUID organizationId) {
        return em.createQuery("select count(m) from Model m where m.organizationId = :organization", Long.class)
                .setParameter("organization", organizationId)
                .getSingleResult();
    }

    @Override
    public void lock(Model model) {
        try {
            em.refresh(model, LockModeType.PESSIMISTIC_WRITE);
        } catch (EntityNotFoundException e) {
            throw DomainException.notFound("model");
        }
    }

    @Override
    public void remove(Model model) {
        em.createQuery("delete from ModelVersion v where v.modelId = :model")
                .setParameter("model", model.id())
                .executeUpdate();
        em.remove(model);
        em.flush();
    }

    @Override
    public List<Model> list(boolean byLatestVersion, boolean ascending, Slice slice) {
        Slice turned = ascending ? new Slice(slice.position(), !slice.back(), slice.limit()) : slice;
        String time = byLatestVersion ? "coalesce(v.createdAt, m.createdAt)" : "m.createdAt";
        Optional<Position> position = slice.position().map(Position::parse);
        String where = position.isEmpty()
                ? ""
                : " where (" + time + " " + turned.comparison() + " :time or " + time + " = :time and m.id "
                        + turned.comparison() + " :id)";
        var query = em.createQuery(
                        "select m from Model m left join ModelVersion v on v.id = m.latestVersionId" + where
                                + " order by " + time + " " + turned.order() + ", m.id " + turned.order(),
                        Model.class)
                .setMaxResults(slice.limit());
        position.ifPresent(at -> query.setParameter("time", at.time()).setParameter("id", at.id()));
        return slice.newestFirst(query.getResultList());
    }

    private record Position(Instant time, UUID id) {

        static Position parse(String text) {
            String[] parts = text.split("\\|", 2);
            try {
                return new Position(Instant.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
            } catch (DateTimeException | IllegalArgumentException e) {
                throw Slice.invalid();
            }
        }
    }

    @Override
    public void add(ModelVersion version) {
        em.persist(version);
        em.flush();
    }

    @Override
    public Optional<ModelVersion> findVersion(String id) {
        return Optional.ofNullable(em.find(ModelVersion.class, id));
    }

    @Override
    public List<ModelVersion> findVersions(Collection<String> ids) {
        return em.createQuery("select v from ModelVersion v where v.id in :ids", ModelVersion.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    @Override
    public Optional<ModelVersion> newestVersion(UUID modelId) {
        return em.createQuery(
                        "select v from ModelVersion v where v.modelId = :model order by v.createdAt desc, v.id desc",
                        ModelVersion.class)
                .setParameter("model", modelId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    @Override
    public void remove(ModelVersion version) {
        em.remove(version);
        em.flush();
    }

    @Override
    public List<ModelVersion> versions(UUID modelId, Optional<ModelVersion> neighbour, Slice slice) {
        String where = neighbour.isPresent()
                ? " and (v.createdAt " + slice.comparison() + " :createdAt or v.createdAt = :createdAt and v.id "
                        + slice.comparison() + " :id)"
                : "";
        var query = em.createQuery(
                        "select v from ModelVersion v where v.modelId = :model" + where + " order by v.createdAt "
                                + slice.order() + ", v.id " + slice.order(),
                        ModelVersion.class)
                .setParameter("model", modelId)
                .setMaxResults(slice.limit());
        neighbour.ifPresent(
                version -> query.setParameter("createdAt", version.createdAt()).setParameter("id", version.id()));
        return slice.newestFirst(query.getResultList());
    }
}
