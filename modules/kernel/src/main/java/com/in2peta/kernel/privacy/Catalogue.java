package com.in2peta.kernel.privacy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the platform holds about people, and what it holds that tells nothing about them: each module describes its own part in
 * {@code META-INF/privacy.yaml}, and this is all of them together with the policy. What is not in here must not exist.
 *
 * @param tables by {@code schema.table}
 * @param documents JSON in a column, by {@code schema.table.column}, or {@code schema.table.column#kind} where a column holds several
 * @param destinations JMS destinations, each with what its messages hold
 * @param logs what a log line may carry, by the expression that is logged
 * @param files files and folders by their path in the data directory
 * @param browser keys of cookies and of the browser's storage
 * @param processors who else gets data
 * @param sha256 of all the files, in hexadecimal: which catalogue a decision was made under
 */
public record Catalogue(
        Policy policy,
        Map<String, Table> tables,
        Map<String, Document> documents,
        Map<String, String> destinations,
        Map<String, String> logs,
        Map<String, FileStore> files,
        Map<String, String> browser,
        Map<String, Processor> processors,
        String sha256) {

    /** How a person asked for, gave rise to or was the cause of a value: decides in which packages it is. */
    public enum ExportClass {
        PROVIDED,
        OBSERVED,
        DERIVED
    }

    /** What an erasure does with rows: they go, or they stay as long as law demands, without what {@link Table#forget} names. */
    public enum Erasure {
        DELETE,
        KEEP
    }

    /** The column that says whose a row is: a person's or an organization's id. */
    public record Owner(Optional<String> person, Optional<String> organization) {

        public String column() {
            return person.or(() -> organization).orElseThrow();
        }
    }

    /** Whose id or name a column of somebody else's row may hold. */
    public enum Mention {
        PERSON,
        ORGANIZATION,
        USERNAME
    }

    /**
     * One table.
     *
     * @param rows what a row is
     * @param owner whose a row is; absent when no column is personal
     * @param rule the retention rule
     * @param forget columns that name somebody and are emptied when that person is erased, whoever owns the row
     * @param cites columns of anybody's rows that hold {@code username/name} of a thing, each with the column that holds the thing's id: after an
     *     erasure it reads {@code erased/id}
     * @param export how its rows came to be known; absent together with {@code excluded}
     * @param excluded why its rows are in no package
     * @param anchor the column from which the time of a rule counts; null in a row means that it has not begun
     * @param since the column that says when a row came to be; absent where no column does
     * @param condition what else must hold of a row before its time can end, in SQL
     * @param small why the table stays so small that a search for an owner needs no index
     * @param unordered why rows need no primary key
     * @param personal columns that tell about the owner
     * @param other columns that do not, each with the reason
     */
    public record Table(
            String rows,
            Optional<Owner> owner,
            Optional<String> rule,
            Optional<Erasure> erase,
            Map<String, Mention> forget,
            Map<String, String> cites,
            Optional<ExportClass> export,
            Optional<String> excluded,
            Optional<String> anchor,
            Optional<String> since,
            Optional<String> condition,
            Optional<String> small,
            Optional<String> unordered,
            List<String> purposes,
            Map<String, Value> personal,
            Map<String, String> other) {

        private static final String END = "expires_at";

        /** Whether the anchor holds the end itself, and no period is added to it. */
        public boolean endsAtAnchor() {
            return anchor.filter(END::equals).isPresent();
        }
    }

    /**
     * One personal column or key.
     *
     * @param purposes its own, where they are not those of its table
     * @param correct whether the person can have it corrected
     * @param sealed whether it is encrypted under the owner's key
     * @param excluded why it is in no package
     */
    public record Value(
            String category, List<String> purposes, boolean correct, boolean sealed, Optional<String> excluded) {}

    /**
     * One kind of JSON document.
     *
     * @param type the record that is written, by its class name
     * @param opaque for content whose keys are not ours: what it is
     */
    public record Document(
            @com.fasterxml.jackson.annotation.JsonProperty("class")
            Optional<String> type,

            Optional<String> opaque,
            Map<String, Value> personal,
            Map<String, String> other) {}

    /** A file or folder outside the database: what it holds, and the setting that names it, if one does. */
    public record FileStore(Optional<String> setting, String holds, boolean personal) {}

    /** What becomes of data at a processor when a person is erased. */
    public record Deletion(String outcome, Optional<String> after, String why) {}

    /**
     * Somebody who gets data from us.
     *
     * @param setting the setting that holds its address
     * @param management the setting that holds the address of its management API, where that is called too
     * @param fields what it may get, by path
     */
    public record Processor(
            String title,
            String role,
            String setting,
            Optional<String> management,
            List<String> countries,
            Deletion deletion,
            Map<String, Value> fields) {}

    /** The purposes of a column: its own, or those of its table. */
    public static List<String> purposes(Table table, Value column) {
        return column.purposes().isEmpty() ? table.purposes() : column.purposes();
    }

    /** The same catalogue under another policy. */
    public Catalogue under(Policy other) {
        return new Catalogue(other, tables, documents, destinations, logs, files, browser, processors, sha256);
    }
}
