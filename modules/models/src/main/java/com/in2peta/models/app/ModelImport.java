package com.in2peta.models.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.portability.PackageImport;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.models.api.ModelRegistry.NewModel;
import com.in2peta.models.api.ModelRegistry.NewVersion;
import com.in2peta.models.domain.Model;
import com.in2peta.models.domain.ModelRepository;
import com.in2peta.models.domain.ModelVersion;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Models that somebody brings along, under his own username here. Ids are made anew: those of the package belong to whoever made it. A model of
 * the same name stays as it is and gets the versions that it lacks.
 */
@Stateless
public class ModelImport implements PackageImport {

    private static final String MODEL = "models.model";
    private static final String VERSION = "models.model_version";
    /** Versions are ordered by time, and a package may bring many at once. */
    private static final long STEP_MICROS = 1;

    @Inject
    ModelRepository models;

    @Inject
    ModelRules rules;

    @Inject
    ModelsConfig config;

    @Inject
    Tenancy tenancy;

    @Inject
    Clock clock;

    private final class Run {
        private final UUID organizationId;
        private final String username;
        private final Map<String, Integer> made = new TreeMap<>(Map.of(MODEL, 0, VERSION, 0));
        private final Map<String, Integer> kept = new TreeMap<>(Map.of(MODEL, 0, VERSION, 0));
        private final Map<String, Model> byOldId = new HashMap<>();
        private final Map<String, String> newVersions = new HashMap<>();
        private Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);

        Run(UUID organizationId, String username) {
            this.organizationId = organizationId;
            this.username = username;
        }

        void model(JsonNode row) {
            NewModel wanted = new NewModel(
                    username,
                    text(row, "name"),
                    text(row, "description"),
                    text(row, "visibility"),
                    text(row, "hardware"),
                    StreamSupport.stream(row.path("tags").spliterator(), false)
                            .map(JsonNode::asText)
                            .toList());
            rules.check(wanted);
            Optional<Model> existing = models.find(username, wanted.name());
            Model model = existing.orElseGet(() -> {
                Model added = Model.of(
                        Ids.next(clock),
                        organizationId,
                        username,
                        wanted.name(),
                        wanted.description(),
                        wanted.visibility(),
                        wanted.hardware(),
                        wanted.tags(),
                        now);
                models.add(added);
                return added;
            });
            count(existing.isEmpty(), MODEL);
            byOldId.put(text(row, "id"), model);
        }

        void version(JsonNode row) {
            Model model = byOldId.get(text(row, "model_id"));
            if (model == null) {
                throw refused("A version in the package has no model.");
            }
            if (!text(row, "currency").equals(config.currency())) {
                throw refused(
                        "A version in the package has a price in another currency than " + config.currency() + ".");
            }
            NewVersion wanted = new NewVersion(
                    row.path("input_schema"),
                    row.path("output_schema"),
                    Optional.of(row.path("default_example"))
                            .filter(example -> !example.isNull() && !example.isMissingNode()),
                    row.path("price_micros_per_second").asLong(-1),
                    row.path("run_limit_seconds").asInt(-1),
                    text(row, "provider"),
                    text(row, "endpoint"));
            rules.check(wanted);
            now = now.plus(STEP_MICROS, ChronoUnit.MICROS);
            ModelVersion version = ModelVersion.of(model, rules.content(wanted), now);
            boolean isNew = models.findVersion(version.id()).isEmpty();
            if (isNew) {
                models.add(version);
            }
            count(isNew, VERSION);
            newVersions.put(text(row, "id"), version.id());
        }

        /** What is the latest there becomes the latest here, unless the model has moved on here since. */
        void release(JsonNode row) {
            Model model = byOldId.get(text(row, "id"));
            if (model.latestVersionId().isEmpty()) {
                Optional.ofNullable(
                                newVersions.get(row.path("latest_version_id").asText()))
                        .ifPresent(model::release);
            }
        }

        private void count(boolean isNew, String element) {
            (isNew ? made : kept).merge(element, 1, Integer::sum);
        }
    }

    @Override
    public Set<String> elements() {
        return Set.of(MODEL, VERSION);
    }

    @Override
    public Outcome take(UUID organizationId, String username, Map<String, List<JsonNode>> rows) {
        tenancy.enter(organizationId, Purpose.INFERENCE);
        Run run = new Run(organizationId, username);
        List<JsonNode> versions = new ArrayList<>(rows.get(VERSION));
        versions.sort(
                Comparator.comparing((JsonNode row) -> text(row, "created_at")).thenComparing(row -> text(row, "id")));
        rows.get(MODEL).forEach(run::model);
        versions.forEach(run::version);
        rows.get(MODEL).forEach(run::release);
        return new Outcome(run.made, run.kept);
    }

    private static String text(JsonNode row, String member) {
        if (!row.path(member).isTextual()) {
            throw refused("A model or version in the package has no " + member + ".");
        }
        return row.path(member).asText();
    }

    private static DomainException refused(String detail) {
        return new DomainException(ProblemType.PACKAGE_REFUSED, detail);
    }
}
