package com.in2peta.identity.persistence;

import com.in2peta.identity.domain.AccountRepository;
import com.in2peta.identity.domain.ApiKey;
import com.in2peta.identity.domain.Organization;
import com.in2peta.identity.domain.Person;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

@ApplicationScoped
class JpaAccountRepository implements AccountRepository {

    @PersistenceContext(unitName = "identity")
    EntityManager em;

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Override
    public void add(Organization organization, Person person) {
        em.persist(organization);
        em.flush();
        em.persist(person);
        em.flush();
    }

    @Override
    public Optional<Credentials> findCredentials(byte[] emailIndex) {
        return Sql.query(
                        database,
                        "select person_id, organization_id, password_hash from identity.find_login(?)",
                        row -> new Credentials(
                                row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3)),
                        emailIndex)
                .stream()
                .findFirst();
    }

    @Override
    public boolean usernameTaken(String username) {
        return Sql.query(database, "select identity.find_username(?)", row -> row.getObject(1) != null, username)
                .get(0);
    }

    @Override
    public Optional<Person> findPerson(UUID personId) {
        return Optional.ofNullable(em.find(Person.class, personId));
    }

    @Override
    public Optional<Organization> findOrganization(UUID organizationId) {
        return Optional.ofNullable(em.find(Organization.class, organizationId));
    }

    @Override
    public List<String> staffRoles(UUID personId) {
        return Sql.query(
                database,
                "select role from identity.staff_role where person_id = ?",
                row -> row.getString(1),
                personId);
    }

    @Override
    public void add(ApiKey key) {
        em.persist(key);
    }

    @Override
    public Optional<ApiKey> findKey(UUID id) {
        return Optional.ofNullable(em.find(ApiKey.class, id));
    }

    @Override
    public List<ApiKey> keys(Slice slice, Instant revokedAfter) {
        String where = " where (k.revokedAt is null or k.revokedAt > :revokedAfter)"
                + (slice.position().isPresent() ? " and k.id " + slice.comparison() + " :position" : "");
        var query = em.createQuery("select k from ApiKey k" + where + " order by k.id " + slice.order(), ApiKey.class)
                .setParameter("revokedAfter", revokedAfter)
                .setMaxResults(slice.limit());
        slice.id().ifPresent(id -> query.setParameter("position", id));
        return slice.newestFirst(query.getResultList());
    }

    @Override
    public List<ApiKey> keys(Set<UUID> ids) {
        return em.createQuery("select k from ApiKey k where k.id in :ids", ApiKey.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    @Override
    public long liveKeys() {
        return em.createQuery("select count(k) from ApiKey k where k.revokedAt is null", Long.class)
                .getSingleResult();
    }

    @Override
    public Optional<KeyOwner> findKeyOwner(String keyId) {
        return Sql.query(
                        database,
                        "select id, organization_id, person_id, digest, username from identity.find_api_key(?)",
                        row -> new KeyOwner(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getObject(3, UUID.class),
                                row.getBytes(4),
                                row.getString(5)),
                        keyId)
                .stream()
                .findFirst();
    }
}
