package com.in2peta.kernel.privacy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The privacy policy as data: what is said in public, and what the jobs do. Everything is keyed by a stable code.
 *
 * @param regimes the laws under which a purpose needs a basis
 * @param categories what a value tells about a person
 * @param purposes why data is used
 * @param rules how long data is kept
 * @param floors what law demands at least
 * @param conflicts where the policy and law do not agree, and what was chosen
 * @param sections the published text
 * @param cookies the published text of the cookie policy
 */
public record Policy(
        Map<String, Regime> regimes,
        Map<String, Category> categories,
        Map<String, PurposeOfUse> purposes,
        Map<String, Rule> rules,
        List<Floor> floors,
        Map<String, Conflict> conflicts,
        List<Section> sections,
        List<Section> cookies) {

    /** A law and the time zone in which its periods are counted. */
    public record Regime(String title, String zone) {}

    /**
     * What a value tells.
     *
     * @param dpv its class in W3C's Data Privacy Vocabulary (https://w3id.org/dpv/pd)
     * @param content whether the values are words of the person's own, or name the person
     */
    public record Category(String title, String clause, String dpv, boolean content) {}

    /**
     * Why data is used.
     *
     * @param legal the legal basis in the words of the policy
     * @param objectable whether a person may object (GDPR art. 21)
     * @param assessment the file that weighs a legitimate interest, for objectable purposes
     * @param basis the legal basis in each regime
     */
    public record PurposeOfUse(
            String title,
            String clause,
            String legal,
            boolean objectable,
            Optional<String> assessment,
            Map<String, String> basis) {}

    /**
     * How long data is kept.
     *
     * @param from the event from which the time counts
     * @param keeps an ISO 8601 period; zero means that the event itself is the end
     * @param floor what law demands at least
     * @param destroyedWithin how much later the data may be physically gone
     */
    public record Rule(
            String title,
            String clause,
            String from,
            String keeps,
            Optional<String> floor,
            Optional<String> destroyedWithin,
            Optional<String> statute) {

        Rule keeping(String period) {
            return new Rule(title, clause, from, period, floor, destroyedWithin, statute);
        }

        /** The length of {@link #keeps} in days and hours; a rule in months or years has no such length. */
        public Duration duration() {
            return duration(keeps);
        }

        /** How late the data may be gone; zero when nothing is said. */
        public Duration grace() {
            return destroyedWithin.map(Rule::duration).orElse(Duration.ZERO);
        }

        public TemporalAmount period() {
            return amount(keeps);
        }

        public Optional<TemporalAmount> floorPeriod() {
            return floor.map(Rule::amount);
        }

        /** An ISO 8601 period, with or without a time of day. */
        public static TemporalAmount amount(String text) {
            return text.contains("T") ? Duration.parse(text) : Period.parse(text);
        }

        private static Duration duration(String text) {
            TemporalAmount amount = amount(text);
            if (amount instanceof Period period) {
                if (period.toTotalMonths() != 0) {
                    throw new IllegalStateException(text + " has no fixed length");
                }
                return Duration.ofDays(period.getDays());
            }
            return (Duration) amount;
        }
    }

    /** What a law demands at least for some rules, from a day on. */
    public record Floor(String law, String regime, LocalDate from, String floor, List<String> rules, String conflict) {}

    /** A contradiction, with the ways out of it; the default, which is chosen when nobody chooses, is what the policy promises. */
    public record Conflict(
            String title, @JsonProperty("default") String promised, String chosen, Map<String, Option> options) {

        public Conflict {
            chosen = chosen == null ? promised : chosen;
        }
    }

    /** A way out; {@code rules} are periods that it changes. */
    public record Option(String says, Map<String, String> rules) {}

    /** The same policy with other options: what they change is changed. An unknown conflict or option is refused. */
    public Policy choosing(Map<String, String> choices) {
        Map<String, Conflict> chosen = new LinkedHashMap<>(conflicts);
        Map<String, Rule> changed = new LinkedHashMap<>(rules);
        choices.forEach((id, option) -> {
            Conflict conflict = required(conflicts, id, "conflict");
            required(conflict.options(), option, "option of " + id)
                    .rules()
                    .forEach((rule, keeps) -> changed.put(rule, rule(rule).keeping(keeps)));
            chosen.put(id, new Conflict(conflict.title(), conflict.promised(), option, conflict.options()));
        });
        return new Policy(regimes, categories, purposes, changed, floors, chosen, sections, cookies);
    }

    /** A numbered part of the text; {@code table} names a table that is made from the catalogue. */
    public record Section(String id, String title, Optional<String> table, Map<String, Clause> clauses) {}

    /** What kind of promise a clause makes. */
    public enum Kind {
        HOLDS,
        NEVER,
        GUARDS,
        BASIS,
        SHARES,
        KEEPS,
        RIGHT,
        TELLS
    }

    /**
     * One promise.
     *
     * @param says the published sentence; a clause of the kind {@code basis} has a row of the table of purposes instead
     * @param rule the rule behind a clause of the kind {@code keeps}
     * @param promise the period that the sentence promises, said a second time: a change of the rule alone fails the build
     * @param waits the part of the platform that does not exist yet and without which there is nothing to prove
     */
    public record Clause(
            Kind kind,
            Optional<String> says,
            Optional<String> purpose,
            Optional<String> rule,
            Optional<String> promise,
            Optional<String> waits) {}

    /** The rule of that code. */
    public Rule rule(String code) {
        return required(rules, code, "retention rule");
    }

    /** Every clause with its id, in the order of the text. */
    public Stream<Map.Entry<String, Clause>> clauses() {
        return sections.stream().flatMap(section -> section.clauses().entrySet().stream());
    }

    private static <T> T required(Map<String, T> map, String code, String what) {
        T found = map.get(code);
        if (found == null) {
            throw new IllegalArgumentException("no " + what + " " + code);
        }
        return found;
    }
}
