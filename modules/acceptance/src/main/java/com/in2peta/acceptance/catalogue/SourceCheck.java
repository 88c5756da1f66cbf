package com.in2peta.acceptance.catalogue;

import com.in2peta.compliance.catalogue.Fault;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.Catalogue.Document;
import com.in2peta.kernel.privacy.Catalogue.FileStore;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the catalogue to the sources: C1 for everything that is no column, C8 and C10. */
public final class SourceCheck {

    /** Addresses that lead to ourselves. */
    private static final Set<String> OWN =
            Set.of("in2peta.public-url", "in2peta.inference.callback-url", "in2peta.inference.worker-url");

    private final Catalogue catalogue;
    private final Sources sources;
    private final List<Fault> faults = new ArrayList<>();

    private SourceCheck(Catalogue catalogue, Sources sources) {
        this.catalogue = catalogue;
        this.sources = sources;
    }

    /** Everything that is wrong; the classes of documents are found by the loader. */
    public static List<Fault> of(Catalogue catalogue, Sources sources, ClassLoader classes) {
        SourceCheck check = new SourceCheck(catalogue, sources);
        check.same(
                "destinations", sources.destinations(), catalogue.destinations().keySet());
        check.same("browser", sources.browserKeys(), catalogue.browser().keySet());
        check.same(
                "files (by setting)",
                sources.fileSettings(),
                catalogue.files().values().stream()
                        .map(FileStore::setting)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()));
        check.logs();
        check.processors();
        check.documents(classes);
        check.assessments();
        return check.faults;
    }

    private void same(String kind, Collection<String> found, Set<String> described) {
        found.stream()
                .filter(name -> !described.contains(name))
                .forEach(name -> add("C1", kind + "/" + name, "it is not classified", "Describe it in a privacy.yaml"));
        described.stream()
                .filter(name -> !found.contains(name))
                .forEach(name -> add("C1", kind + "/" + name, "nothing uses it", "Take it out of the privacy.yaml"));
    }

    private void logs() {
        Map<String, List<String>> logged = sources.logged();
        logged.forEach((expression, places) -> {
            if (!catalogue.logs().containsKey(expression)) {
                add(
                        "C10",
                        places.get(0),
                        "it logs " + expression + ", which is not classified",
                        "Log an id or a code, and describe it under logs in a privacy.yaml");
            }
        });
        catalogue.logs().keySet().stream()
                .filter(expression -> !logged.containsKey(expression))
                .forEach(expression -> add("C10", "logs/" + expression, "nothing logs it", "Take it out"));
    }

    private void processors() {
        Set<String> described = catalogue.processors().values().stream()
                .flatMap(processor -> Stream.concat(Stream.of(processor.setting()), processor.management().stream()))
                .collect(Collectors.toCollection(TreeSet::new));
        described.addAll(OWN);
        sources.addressSettings().stream()
                .filter(setting -> !described.contains(setting))
                .forEach(setting ->
                        add("C8", setting, "it leads to nobody who is registered", "Describe the processor"));
    }

    private void documents(ClassLoader classes) {
        catalogue
                .documents()
                .forEach((name, document) -> document.type()
                        .ifPresent(type -> same("documents/" + name, keys(name, type, classes), described(document))));
    }

    private Set<String> described(Document document) {
        Set<String> keys = new TreeSet<>(document.personal().keySet());
        keys.addAll(document.other().keySet());
        return keys;
    }

    private List<String> keys(String name, String type, ClassLoader classes) {
        try {
            return Arrays.stream(Class.forName(type, false, classes).getRecordComponents())
                    .map(java.lang.reflect.RecordComponent::getName)
                    .toList();
        } catch (ClassNotFoundException e) {
            add("C1", "documents/" + name, "there is no record " + type, "Name the record that is written");
            return List.of();
        }
    }

    private void assessments() {
        catalogue
                .policy()
                .purposes()
                .forEach((code, purpose) -> purpose.assessment()
                        .filter(file -> !Files.isRegularFile(sources.root().resolve(file)))
                        .ifPresent(
                                file -> add("C2", "purposes/" + code, "there is no " + file, "Write the assessment")));
    }

    private void add(String check, String place, String problem, String fix) {
        faults.add(new Fault(check, place, problem, fix));
    }
}
