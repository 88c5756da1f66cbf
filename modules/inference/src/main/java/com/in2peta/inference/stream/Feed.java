package com.in2peta.inference.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.PredictionStreams;
import com.in2peta.inference.api.PredictionView;
import com.in2peta.inference.content.PredictionContent;
import com.in2peta.inference.content.PredictionReader;
import com.in2peta.inference.content.StreamLinks;
import com.in2peta.inference.content.StreamLinks.Target;
import com.in2peta.inference.persistence.DispatchTable;
import com.in2peta.inference.persistence.DispatchTable.Parts;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.seal.KeyDestroyed;
import com.in2peta.kernel.time.Recurring;
import com.in2peta.kernel.work.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who follows which prediction. What this node learns is shown at once; what another one writes down is seen by one query for all that are
 * followed, twice a second, so no thread and no connection belongs to a follower.
 */
@ApplicationScoped
public class Feed implements PredictionStreams {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Logger LOG = System.getLogger(Feed.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A prediction that somebody follows; {@code version} is that of the row that was last looked at. */
    private static final class Followed {
        private final UUID organizationId;
        private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
        private volatile String version = "";

        Followed(UUID organizationId) {
            this.organizationId = organizationId;
        }
    }

    @Inject
    Workers workers;

    @Inject
    StreamLinks links;

    @Inject
    PredictionReader reader;

    @Inject
    PredictionContent content;

    @Inject
    DispatchTable dispatches;

    @Inject
    Completions completions;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private final Map<UUID, Followed> followed = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private ScheduledFuture<?> look;

    public void start() {
        look = recurring.every(LOOK, "the look for new output", this::look);
    }

    public void stop() {
        look.cancel(false);
    }

    @Override
    public Following follow(Link link, Follower follower) {
        Target target = links.target(link).orElseThrow(() -> DomainException.notFound("stream"));
        return follow(target.organizationId(), target.id(), follower);
    }

    @Override
    public Following follow(Caller caller, UUID id, Follower follower) {
        return follow(caller.organizationId(), id, follower);
    }

    private Following follow(UUID organizationId, UUID id, Follower follower) {
        if (count.incrementAndGet() > Limits.STREAMS) {
            count.decrementAndGet();
            throw new DomainException(ProblemType.OVERLOADED, "Too many streams are open. Try again shortly.");
        }
        // First among the followers, then a look: whatever comes between the two is shown.
        followed.compute(id, (key, known) -> {
            Followed entry = known == null ? new Followed(organizationId) : known;
            entry.followers.add(follower);
            return entry;
        });
        Following following = () -> leave(id, follower);
        try {
            PredictionView view = view(organizationId, id);
            if (view.dataRemoved()) {
                throw DomainException.notFound("stream");
            }
            follower.show(progress(view));
            if (view.status().isFinal()) {
                following.close();
            } else {
                completions.whenEnded(organizationId, id).thenRunAsync(() -> end(id), workers);
            }
            return following;
        } catch (RuntimeException e) {
            following.close();
            throw e;
        }
    }

    /** All parts of an output so far, as this node has just written them down. */
    public void show(UUID id, byte[] parts) {
        Followed entry = followed.get(id);
        if (entry != null) {
            tell(entry, new Progress(texts(parts), Optional.empty()));
        }
    }

    private void leave(UUID id, Follower follower) {
        followed.computeIfPresent(id, (key, entry) -> {
            if (entry.followers.remove(follower)) {
                count.decrementAndGet();
            }
            return entry.followers.isEmpty() ? null : entry;
        });
    }

    /** A failed read is repeated by the next look, which finds the prediction gone from those in flight. */
    private void end(UUID id) {
        Followed entry = followed.get(id);
        if (entry == null) {
            return;
        }
        PredictionView view = view(entry.organizationId, id);
        if (view.status().isFinal()) {
            tell(entry, progress(view));
            entry.followers.forEach(follower -> leave(id, follower));
        }
    }

    private void look() {
        if (followed.isEmpty()) {
            return;
        }
        Map<UUID, String> versions = new HashMap<>();
        followed.forEach((id, entry) -> versions.put(id, entry.version));
        for (Parts parts : dispatches.changedParts(versions)) {
            try {
                take(parts);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "prediction {0}: not shown: {1}", parts.predictionId(), FailureCode.of(e));
            }
        }
    }

    private void take(Parts parts) {
        UUID id = parts.predictionId();
        Followed entry = followed.get(id);
        if (entry == null) {
            return;
        }
        if (parts.version().isEmpty()) {
            end(id);
            return;
        }
        entry.version = parts.version().get();
        try {
            parts.output().ifPresent(stored -> {
                byte[] plain = content.openOutput(content.key(entry.organizationId, id, parts.sealedKey()), id, stored);
                tell(entry, new Progress(texts(plain), Optional.empty()));
            });
        } catch (KeyDestroyed e) {
            LOG.log(Level.INFO, "prediction {0}: its content was destroyed", parts.predictionId());
        }
    }

    private PredictionView view(UUID organizationId, UUID id) {
        return content.view(reader.find(organizationId, id), clock.instant());
    }

    private static void tell(Followed entry, Progress progress) {
        entry.followers.forEach(follower -> follower.show(progress));
    }

    private static Progress progress(PredictionView view) {
        List<String> parts = view.output().map(Feed::texts).orElse(List.of());
        return new Progress(
                parts, view.status().isFinal() ? Optional.of(new End(view.status(), view.error())) : Optional.empty());
    }

    private static List<String> texts(byte[] output) {
        try {
            JsonNode json = JSON.readTree(output);
            List<String> texts = new ArrayList<>();
            for (JsonNode part : json.isArray() ? json : List.of(json)) {
                texts.add(part.isTextual() ? part.textValue() : part.toString());
            }
            return texts;
        } catch (IOException e) {
            throw new IllegalStateException("an output that is not JSON"); // the cause would quote it
        }
    }
}
