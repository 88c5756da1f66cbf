package com.in2peta.models.app;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.models.api.ModelRegistry.ExampleView;
import com.in2peta.models.api.ModelShowcase;
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
import java.util.List;

/** Readmes and examples. */
@Stateless
public class ShowcaseService implements ModelShowcase {

    @Inject
    ModelAccess access;

    @Inject
    ModelRepository models;

    @Inject
    ModelRules rules;

    @Inject
    ShowcaseTable showcase;

    @Inject
    ReadmeWriter readmes;

    @Inject
    Clock clock;

    @Override
    public String readme(Caller caller, String owner, String name) {
        return showcase.readme(access.visible(caller, owner, name).id())
                .orElseThrow(() -> DomainException.notFound("readme"));
    }

    @Override
    public void writeReadme(Caller caller, String owner, String name, String markdown) {
        readmes.write(access.owned(caller, owner, name), markdown);
    }

    @Override
    public List<ExampleView> examples(Caller caller, String owner, String name) {
        Model model = access.visible(caller, owner, name);
        List<Example> set = showcase.examples(model.id());
        List<Example> shown = set.isEmpty()
                ? model.latestVersionId().flatMap(models::findVersion).flatMap(ModelViews::published).stream()
                        .toList()
                : set;
        return views(model, shown);
    }

    @Override
    public List<ExampleView> setExamples(Caller caller, String owner, String name, List<NewExample> examples) {
        Model model = access.owned(caller, owner, name);
        rules.checkCount(examples);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Example> set = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            NewExample example = examples.get(i);
            ModelVersion version = version(model, example);
            rules.check(version, example, "/examples/" + i);
            set.add(new Example(
                    Ids.next(clock),
                    model.id(),
                    version.id(),
                    example.input().toString(),
                    example.output().toString(),
                    now));
        }
        showcase.replaceExamples(model, set);
        return views(model, set);
    }

    private ModelVersion version(Model model, NewExample example) {
        return example.versionId()
                .map(id -> access.version(model, id))
                .or(() -> model.latestVersionId().flatMap(models::findVersion))
                .orElseThrow(() -> DomainException.notFound("version"));
    }

    private static List<ExampleView> views(Model model, List<Example> examples) {
        return examples.stream().map(example -> ModelViews.view(model, example)).toList();
    }
}
