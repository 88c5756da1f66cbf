package com.in2peta.acceptance.prove;

import com.in2peta.acceptance.support.Platform;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs campaigns: {@code Prove [NAME…] [--seed N] [--slice SECONDS] [--seconds SECONDS]}. Without a name all run; a slice is a short
 * run of each; {@code --seconds} sets the length of those that have no natural end. One line each, exit code 1 when one fails.
 */
public final class Prove {

    private static final Duration FULL = Duration.ofMinutes(10);
    private static final int SEED_BOUND = 1_000_000_000;

    private record Options(List<String> names, Long seed, boolean slice, Duration budget) {

        static Options parse(String[] arguments) {
            List<String> names = new ArrayList<>();
            Long seed = null;
            String slice = System.getProperty("in2peta.prove.slice");
            Duration budget = FULL;
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--seed" -> seed = Long.valueOf(arguments[++i]);
                    case "--slice" -> slice = arguments[++i];
                    case "--seconds" -> budget = Duration.ofSeconds(Long.parseLong(arguments[++i]));
                    default -> names.add(arguments[i]);
                }
            }
            return new Options(
                    names, seed, slice != null, slice == null ? budget : Duration.ofSeconds(Long.parseLong(slice)));
        }
    }

    private static final List<Campaign> CAMPAIGNS = List.of(
            new Kills(),
            new JobKills(),
            new Histories(),
            new Mutations(),
            new Unclassified(),
            new Days(),
            new Fuzz(),
            new Scanner());

    private Prove() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments) ? 0 : 1);
    }

    /** The same without an end of the process. True when every campaign passed. */
    public static boolean run(String... arguments) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            System.err.println("usage: prove [NAME...] [--seed N] [--slice SECONDS] [--seconds SECONDS]");
            return false;
        }
        List<String> unknown = options.names().stream()
                .filter(name -> CAMPAIGNS.stream().noneMatch(c -> c.name().equals(name)))
                .toList();
        if (!unknown.isEmpty()) {
            System.err.println("unknown: " + String.join(", ", unknown) + "; there are "
                    + String.join(", ", CAMPAIGNS.stream().map(Campaign::name).toList()));
            return false;
        }
        Path folder = Platform.root().resolve("target/prove");
        boolean passed = true;
        try (Ground ground = new Ground(folder.resolve("data"))) {
            for (Campaign campaign : CAMPAIGNS) {
                if (options.names().isEmpty() || options.names().contains(campaign.name())) {
                    passed &= run(campaign, options, ground, folder);
                }
            }
        }
        return passed;
    }

    private static boolean run(Campaign campaign, Options options, Ground ground, Path folder) {
        Progress progress = Progress.open(
                folder.resolve(campaign.name() + ".json"),
                (options.slice() ? "slice of " : "full, ") + options.budget().toSeconds() + " s",
                options.seed(),
                new SecureRandom().nextInt(SEED_BOUND));
        Run run = new Run(progress, options.slice(), options.budget(), ground, folder);
        System.out.println(campaign.name() + ": seed " + progress.seed()
                + (progress.rounds() == 0 ? "" : ", goes on after round " + progress.rounds()));
        Outcome outcome;
        try {
            outcome = campaign.run(run);
        } catch (SQLException | RuntimeException | AssertionError e) {
            e.printStackTrace();
            outcome = new Outcome("it stopped", List.of(e.toString()));
        }
        progress.finish(outcome.passed(), outcome.done(), outcome.faults());
        System.out.println(
                campaign.name() + ": seed " + progress.seed() + "; " + outcome.done() + "; " + outcome.verdict());
        return outcome.passed();
    }
}
