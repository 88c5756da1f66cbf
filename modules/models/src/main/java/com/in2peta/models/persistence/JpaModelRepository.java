package com.in2peta.models.persistence;

import com.in2peta.models.domain.Model;
import com.in2peta.models.domain.ModelRepository;
import com.in2peta.models.domain.ModelVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
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
    public List<Model> list(Optional<UUID> before, int limit) {
        String where = before.isPresent() ? " where m.id < :before" : "";
        var query = em.createQuery("select m from Model m" + where + " order by m.id desc", Model.class)
                .setMaxResults(limit);
        before.ifPresent(id -> query.setParameter("before", id));
        return query.getResultList();
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
    public List<ModelVersion> versions(UUID modelId, Optional<ModelVersion> before, int limit) {
        String where =
                before.isPresent() ? " and (v.createdAt < :createdAt or v.createdAt = :createdAt and v.id > :id)" : "";
        var query = em.createQuery(
                        "select v from ModelVersion v where v.modelId = :model" + where
                                + " order by v.createdAt desc, v.id",
                        ModelVersion.class)
                .setParameter("model", modelId)
                .setMaxResults(limit);
        before.ifPresent(
                version -> query.setParameter("createdAt", version.createdAt()).setParameter("id", version.id()));
        return query.getResultList();
    }
}
