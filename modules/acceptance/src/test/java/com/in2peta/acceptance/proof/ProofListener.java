package com.in2peta.acceptance.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Writes down which proofs of clauses ran to a good end; every run of tests adds to the folder. */
public class ProofListener implements TestExecutionListener {

    /** Emptied by {@code ./in2peta test} before it begins. */
    static final Path FOLDER = Path.of("target/proofs");

    private final Set<String> succeeded = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        proof(test).ifPresent(name -> {
            boolean good = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            (good ? succeeded : failed).add(name);
        });
    }

    /** A test with parameters proves something only when none of its runs failed. */
    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        succeeded.removeAll(failed);
        if (succeeded.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(FOLDER);
            Files.write(
                    FOLDER.resolve(ProcessHandle.current().pid() + ".txt"),
                    succeeded,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> proof(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getJavaMethod())
                .filter(method -> method.isAnnotationPresent(Proves.class))
                .map(ProofListener::name);
    }

    static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
}
