package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.ErasureTasks.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a certificate of an erasure says: by element what became of it, in counts and codes. Nothing in it tells whom it is about. */
final class ErasureCertificate {

    private ErasureCertificate() {}

    static Map<String, Object> body(ErasureRun run, List<Task> tasks, String catalogueSha256) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("kind", "erasure");
        body.put("request", run.requestId().toString());
        body.put("erased_on", run.now().toString());
        body.put("catalogue_sha256", catalogueSha256);
        List<Object> elements = new ArrayList<>();
        tasks.forEach(task -> elements.add(element(task)));
        body.put("elements", elements);
        return body;
    }

    private static Map<String, Object> element(Task task) {
        Map<String, Object> element = new LinkedHashMap<>();
        element.put("element", task.element());
        element.put("outcome", outcome(task));
        element.put("expected", task.expected());
        element.put("affected", task.affected());
        element.put("retained", task.retained());
        task.reason().ifPresent(reason -> element.put("reason", reason));
        task.until().ifPresent(until -> element.put("until", until.toString()));
        return element;
    }

    /** In the words of the person, not of the machinery. */
    private static String outcome(Task task) {
        return switch (task.action()) {
            case "delete" -> "erased";
            case "forget" -> "forgotten";
            case "keep" -> "retained";
            case "scan" -> "nothing-found";
            case "shred" -> "key-destroyed";
            case "settle" -> task.state().equals("done") ? "nothing-open" : "retained";
            case "processor" -> task.state().equals("done") ? task.reason().orElse("erased") : "retained-by-processor";
            default -> task.action();
        };
    }
}
