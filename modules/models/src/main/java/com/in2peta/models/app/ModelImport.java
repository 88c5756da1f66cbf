package com.in2peta.models.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.portability.PackageImport;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.models.api.ModelRegistry.Links;
import com.in2peta.models.api.ModelRegistry.NewModel;
import com.in2peta.models.api.ModelRegistry.NewVersion;
import com.in2peta.models.api.ModelShowcase.NewExample;
import com.in2peta.models.api.Target;
import com.in2peta.models.domain.Example;
import com.in2peta.models.domain.Model;
import com.in2peta.models.domain.ModelRepository;
import com.in2peta.models.domain.ModelVersion;
import com.in2peta.models.persistence.ShowcaseTable;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Models that somebody brings along, under his own username here. Ids are made anew: those of the package belong to whoever made it. A model of
 * the same name stays as it is and gets the versions that it lacks.
 */
@Stateless
public class ModelImport implements PackageImport {

    private static final String MODEL = "models.model";
    private static final String VERSION = "models.model_version";
    private static final String README = "models.readme";
    private static final String EXAMPLE = "models.example";
    /** Versions are ordered by time, and a package may bring many at once. */
    private static final long STEP_MICROS = 1;

    @Inject
    ModelRepository models;

    @Inject
    ModelRules rules;

    @Inject
    ReadmeWriter readmes;

    @Inject
    ShowcaseTable showcase;

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
        private final Set<UUID> newModels = new HashSet<>();
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
                            .toList(),
                    new Links(
                            optional(row, "github_url"),
                            optional(row, "paper_url"),
                            optional(row, "license_url"),
                            optional(row, "weights_url"),
                            optional(row, "cover_image_url")));
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
                        ModelRules.stored(wanted.links()),
                        now);
                models.add(added);
                return added;
            });
            count(existing.isEmpty(), MODEL);
            byOldId.put(text(row, "id"), model);
            if (existing.isEmpty()) {
                newModels.add(model.id());
            }
        }

        /** A model that was there already keeps what it shows. */
        void readme(JsonNode row) {
            Model model = byOldId.get(text(row, "model_id"));
            if (model != null && newModels.contains(model.id())) {
                readmes.write(model, text(row, "content"));
            }
        }

        /** All of a model's examples, in their order. */
        void examples(String oldModelId, List<JsonNode> rows) {
            Model model = byOldId.get(oldModelId);
            if (model == null || !newModels.contains(model.id())) {
                return;
            }
            List<Example> examples = new ArrayList<>();
            for (JsonNode row : rows) {
                ModelVersion version = Optional.ofNullable(newVersions.get(text(row, "version_id")))
                        .flatMap(models::findVersion)
                        .orElseThrow(() -> refused("An example in the package has no version."));
                NewExample wanted = new NewExample(Optional.empty(), row.path("input"), row.path("output"));
                rules.check(version, wanted, "/examples/" + examples.size());
                examples.add(new Example(
                        Ids.next(clock),
                        model.id(),
                        version.id(),
                        wanted.input().toString(),
                        wanted.output().toString(),
                        now));
            }
            showcase.replaceExamples(model, examples);
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
                    targets(row),
                    optional(row, "interface"));
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

        private static List<Target> targets(JsonNode row) {
            Optional<String> several = optional(row, "targets");
            try {
                return several.map(Target::list)
                        .orElseGet(() -> List.of(new Target(text(row, "provider"), text(row, "endpoint"))));
            } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
                throw refused("A version in the package has targets that cannot be read.");
            }
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
        return Set.of(MODEL, VERSION, README, EXAMPLE);
    }

    @Override
    public Outcome take(UUID organizationId, String username, Map<String, List<JsonNode>> rows) {
        tenancy.enter(organizationId, Purpose.INFERENCE);
        Run run = new Run(organizationId, username);
        List<JsonNode> versions = new ArrayList<>(rows.get(VERSION));
        versions.sort(
                Comparator.comparing((JsonNode row) -> text(row, "created_at")).thenComparing(row -> text(row, "id")));
        rows.get(MODEL).forEach(run::model);
        if (models.count(organizationId) > Limits.MODELS) {
            throw refused("With the package there would be more than " + Limits.MODELS + " models.");
        }
        versions.forEach(run::version);
        rows.get(MODEL).forEach(run::release);
        rows.get(README).forEach(run::readme);
        rows.get(EXAMPLE).stream()
                .sorted(Comparator.comparingInt(row -> row.path("position").asInt()))
                .collect(Collectors.groupingBy(row -> text(row, "model_id")))
                .forEach(run::examples);
        return new Outcome(run.made, run.kept);
    }

    private static String text(JsonNode row, String member) {
        if (!row.path(member).isTextual()) {
            throw refused("A model or version in the package has no " + member + ".");
        }
        return row.path(member).asText();
    }

    /** Absent in packages of before there were any. */
    private static Optional<String> optional(JsonNode row, String member) {
        return Optional.ofNullable(row.path(member).textValue());
    }

    private static DomainException refused(String detail) {
        return new DomainException(ProblemType.PACKAGE_REFUSED, detail);
    }
}
