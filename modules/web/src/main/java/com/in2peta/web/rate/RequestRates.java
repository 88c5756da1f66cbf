package com.in2peta.web.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.node.LiveNodes;
import com.in2peta.web.api.WebConfig;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The rates of requests: a bucket for each credential, and one for all credentials of an account. They are in memory, and each node gives out
 * its share of a rate, so that no request asks anybody else.
 */
@ApplicationScoped
class RequestRates {

    /** What is counted apart. */
    enum Kind {
        CREATES,
        CALLS;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where a caller stands after a request.
     *
     * @param refusedNanos 0, or how long there is no token
     * @param perMinute the rate of one credential over all nodes
     * @param capacity what a full bucket of this node holds
     * @param left tokens that the emptier of the two buckets holds
     * @param nanosToFull until both are full again
     * @param isFirstRefusal of the minute
     */
    record Standing(
            long refusedNanos, long perMinute, long capacity, long left, long nanosToFull, boolean isFirstRefusal) {}

    private record Subject(Kind kind, UUID id) {}

    /** A bucket is some 200 bytes; one that is forgotten early begins anew as a full one. */
    private static final int BUCKETS = 100_000;

    private static final Duration SPARE = Duration.ofMinutes(1);

    @Inject
    WebConfig config;

    @Inject
    LiveNodes nodes;

    private Cache<Subject, TokenBucket> buckets;

    @PostConstruct
    void start() {
        // A bucket that nobody touched for the time of a burst is full: to forget it changes nothing.
        buckets = Caffeine.newBuilder()
                .maximumSize(BUCKETS)
                .expireAfterAccess(config.burst().plus(SPARE))
                .build();
    }

    /** Takes a token of the caller's credential and one of his account, or none. */
    Standing take(Caller caller, Kind kind) {
        int perMinute = kind == Kind.CREATES ? config.createsPerMinute() : config.callsPerMinute();
        long now = System.nanoTime();
        int live = nodes.count();
        Rate own = Rate.share(perMinute, config.burst(), live);
        Rate shared = Rate.share((long) perMinute * config.accountRateFactor(), config.burst(), live);
        TokenBucket credential = bucket(kind, caller.apiKeyId().orElse(caller.personId()), now);
        TokenBucket account = bucket(kind, caller.organizationId(), now);

        TokenBucket refusing = credential;
        long refused = credential.take(own, now);
        if (refused == 0) {
            refusing = account;
            refused = account.take(shared, now);
            if (refused > 0) {
                credential.putBack(own);
            }
        }
        return new Standing(
                refused,
                perMinute,
                own.capacity(),
                Math.min(credential.left(own, now), account.left(shared, now)),
                Math.max(credential.nanosToFull(now), account.nanosToFull(now)),
                refused > 0 && refusing.isFirstRefusal(now));
    }

    private TokenBucket bucket(Kind kind, UUID id, long now) {
        return buckets.get(new Subject(kind, id), subject -> new TokenBucket(now));
    }

    /** Whole seconds, rounded up. */
    static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
    }
}
