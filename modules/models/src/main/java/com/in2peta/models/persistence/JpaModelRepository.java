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
    public List<Model> list(Slice slice) {
        String where = slice.position().isPresent() ? " where m.id " + slice.comparison() + " :position" : "";
        var query = em.createQuery("select m from Model m" + where + " order by m.id " + slice.order(), Model.class)
                .setMaxResults(slice.limit());
        slice.id().ifPresent(id -> query.setParameter("position", id));
        return slice.newestFirst(query.getResultList());
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
