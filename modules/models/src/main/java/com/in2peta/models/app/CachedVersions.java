package com.in2peta.models.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.erasure.PersonalCopies;
import com.in2peta.models.api.RunnableVersion;
import com.in2peta.models.api.RunnableVersions;
import com.in2peta.models.app.RunnableVersionLoader.Loaded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions never change, so one that was read is kept for a while, schema compiled; who may see it is asked of each caller. Which version is a
 * model's latest may change and is remembered for a second. When a version is deleted, its model made private or its owner erased, it is
 * forgotten here at once and on other nodes within the minute.
 */
@ApplicationScoped
class CachedVersions implements RunnableVersions, PersonalCopies {

    private static final int VERSIONS = 10_000;
    private static final Duration REMEMBER_VERSION = Duration.ofMinutes(1);
    private static final Duration REMEMBER_LATEST = Duration.ofSeconds(1);
    private static final Pattern REFERENCE = Pattern.compile(
            "(?:([a-z0-9-]{1,39})/([a-z0-9._-]{1,63}):)?([0-9a-f]{64})|([a-z0-9-]{1,39})/([a-z0-9._-]{1,63})");

    private record Name(UUID organizationId, String owner, String name) {}

    @Inject
    RunnableVersionLoader loader;

    private final Cache<String, Loaded> versions = Caffeine.newBuilder()
            .maximumSize(VERSIONS)
            .expireAfterWrite(REMEMBER_VERSION)
            .build();
    private final Cache<Name, Optional<String>> latest = Caffeine.newBuilder()
            .maximumSize(VERSIONS)
            .expireAfterWrite(REMEMBER_LATEST)
            .build();

    @Override
    public Optional<RunnableVersion> find(Caller caller, String reference) {
        Matcher parts = REFERENCE.matcher(reference);
        if (!parts.matches()) {
            return Optional.empty();
        }
        if (parts.group(3) == null) {
            Name name = new Name(caller.organizationId(), parts.group(4), parts.group(5));
            return latest.get(name, n -> loader.latest(caller, n.owner(), n.name()))
                    .flatMap(id -> byId(caller, id));
        }
        String model = parts.group(1) == null ? null : parts.group(1) + "/" + parts.group(2);
        return byId(caller, parts.group(3)).filter(version -> model == null || model.equals(version.model()));
    }

    @Override
    public String name() {
        return "cache/versions";
    }

    @Override
    public long discard(UUID organizationId, UUID personId) {
        long before = versions.estimatedSize();
        versions.asMap().values().removeIf(loaded -> loaded.organizationId().equals(organizationId));
        latest.invalidateAll();
        return Math.max(0, before - versions.estimatedSize());
    }

    /** Here at once, and on other nodes within the minute. */
    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) ModelChanged change) {
        versions.asMap().values().removeIf(loaded -> loaded.version().modelId().equals(change.modelId()));
        latest.invalidateAll();
    }

    private Optional<RunnableVersion> byId(Caller caller, String id) {
        Loaded known = versions.get(id, missing -> loader.load(caller, missing).orElse(null));
        return Optional.ofNullable(known)
                .filter(loaded -> loaded.visibleTo(caller))
                .map(Loaded::version);
    }
}
