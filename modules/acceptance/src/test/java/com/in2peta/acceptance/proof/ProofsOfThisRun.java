package com.in2peta.acceptance.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The last step of {@code ./in2peta test}: every proof has run, and none failed. Works in the folder of the module. */
public final class ProofsOfThisRun {

    private ProofsOfThisRun() {}

    public static void main(String[] arguments) throws IOException {
        Coverage coverage = ClausesTest.coverage();
        List<String> faults = new ArrayList<>(coverage.faults());
        faults.addAll(coverage.notProven(succeeded()));
        Files.writeString(Path.of("target/clauses.md"), coverage.table());
        faults.forEach(System.out::println);
        System.out.println(faults.isEmpty() ? "every clause is proven or waits" : faults.size() + " faults");
        System.exit(faults.isEmpty() ? 0 : 1);
    }

    private static TreeSet<String> succeeded() throws IOException {
        TreeSet<String> tests = new TreeSet<>();
        if (Files.isDirectory(ProofListener.FOLDER)) {
            try (Stream<Path> files = Files.list(ProofListener.FOLDER)) {
                for (Path file : files.toList()) {
                    tests.addAll(Files.readAllLines(file));
                }
            }
        }
        return tests;
    }
}
