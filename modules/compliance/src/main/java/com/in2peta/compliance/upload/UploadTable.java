package com.in2peta.compliance.upload;

import com.in2peta.compliance.api.Uploads.SliceView;
import com.in2peta.compliance.upload.UploadService.Judged;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/** Uploads as rows. */
@ApplicationScoped
class UploadTable {

    /** An upload without its rows. */
    record Upload(
            UUID id,
            String kind,
            String state,
            int rows,
            int clean,
            Instant uploadedAt,
            Optional<Instant> acceptedAt) {}

    /** A row of which a request is to be made. */
    record Approved(UUID uploadId, int line, UUID personId, String kind, UUID acceptedBy) {}

    /** A slice that waits to be counted, and who accepted it. */
    record Uncounted(UUID uploadId, int slice, UUID acceptedBy) {}

    /** What became of a row. */
    record Outcome(
            int line, Optional<UUID> personId, Optional<UUID> requestId, String outcome, Optional<String> state) {}

    private static final String ALL = "select * from compliance.upload ";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    void add(UUID id, String kind, List<Judged> rows, UUID staff, Instant now) {
        long clean = rows.stream().filter(row -> row.personId() != null).count();
        Sql.update(database, """
                insert into compliance.upload (id, kind, state, row_count, clean_count, uploaded_by, uploaded_at)
                values (?, ?, 'parsed', ?, ?, ?, ?)
                """, id, kind, rows.size(), (int) clean, staff, now);
        Sql.update(
                database,
                """
                insert into compliance.upload_row (upload_id, line, verdict, person_id)
                select ?, line, verdict, person from unnest(?, ?, ?) t (line, verdict, person)
                """,
                id,
                new Values("integer", rows.stream().map(Judged::line).toArray()),
                new Values("text", rows.stream().map(Judged::verdict).toArray()),
                new Values("uuid", rows.stream().map(Judged::personId).toArray()));
    }

    Optional<Upload> find(UUID id) {
        return uploads("where id = ?", id).stream().findFirst();
    }

    List<Upload> list(Slice slice) {
        return slice.newestFirst(slice.id()
                .map(id -> uploads(
                        "where id " + slice.comparison() + " ? order by id " + slice.order() + " limit ?",
                        id,
                        slice.limit()))
                .orElseGet(() -> uploads("order by id desc limit ?", slice.limit())));
    }

    /** False when it was accepted before. Cuts the clean rows into slices. */
    boolean accept(UUID id, UUID staff, Instant now) {
        int accepted = Sql.update(database, """
                update compliance.upload set state = 'accepted', accepted_by = ?, accepted_at = ?
                where id = ? and state = 'parsed'
                """, staff, now, id);
        if (accepted == 0) {
            return false;
        }
        Sql.update(database, """
                update compliance.upload_row r set slice = s.slice from (
                    select line, (row_number() over (order by line) - 1) / ? + 1 as slice
                    from compliance.upload_row where upload_id = ? and person_id is not null) s
                where r.upload_id = ? and r.line = s.line
                """, Limits.APPROVAL_PERSONS, id, id);
        return true;
    }

    /** Slices that nobody has decided about are counted and asked for anew; false when there is none. */
    boolean acceptAgain(UUID id, UUID staff, Instant now) {
        int waiting = Sql.update(database, """
                delete from compliance.upload_slice s where s.upload_id = ? and exists (
                    select from compliance.upload_row r
                    where r.upload_id = s.upload_id and r.slice = s.slice and r.outcome is null)
                """, id);
        if (waiting > 0) {
            Sql.update(
                    database,
                    "update compliance.upload set accepted_by = ?, accepted_at = ? where id = ?",
                    staff,
                    now,
                    id);
        }
        return waiting > 0;
    }

    /** Slices of accepted uploads that nobody has counted yet. */
    List<Uncounted> uncounted() {
        return Sql.query(
                database,
                """
                select distinct r.upload_id, r.slice, u.accepted_by
                from compliance.upload u join compliance.upload_row r on r.upload_id = u.id and r.slice is not null
                where u.state = 'accepted' and not exists (
                    select from compliance.upload_slice s where s.upload_id = r.upload_id and s.slice = r.slice)
                order by 1, 2
                """,
                row -> new Uncounted(row.getObject(1, UUID.class), row.getInt(2), row.getObject(3, UUID.class)));
    }

    List<UUID> persons(UUID id, int slice) {
        return Sql.query(database, """
                select person_id from compliance.upload_row
                where upload_id = ? and slice = ? and person_id is not null order by line
                """, row -> row.getObject(1, UUID.class), id, slice);
    }

    /** False when another node was quicker. */
    boolean addSlice(UUID id, SliceView slice) {
        return Sql.update(database, """
                        insert into compliance.upload_slice (upload_id, slice, persons, counts) values (?, ?, ?, ?::jsonb)
                        on conflict do nothing
                        """, id, slice.slice(), slice.persons(), Counts.write(slice.counts())) == 1;
    }

    List<SliceView> sliceViews(UUID id) {
        return Sql.query(
                database,
                "select slice, persons, counts from compliance.upload_slice where upload_id = ? order by slice",
                row -> new SliceView(
                        row.getInt(1),
                        row.getInt(2),
                        Counts.read(row.getString(3)),
                        Optional.empty(),
                        Optional.empty()),
                id);
    }

    /** What a slice comes to; rows that have an outcome keep it. */
    void decide(UUID id, int slice, String outcome) {
        Sql.update(
                database,
                "update compliance.upload_row set outcome = ? where upload_id = ? and slice = ? and outcome is null",
                outcome,
                id,
                slice);
    }

    List<Approved> approved(int limit) {
        return Sql.query(
                database,
                """
                select r.upload_id, r.line, r.person_id, u.kind, u.accepted_by
                from compliance.upload_row r join compliance.upload u on u.id = r.upload_id
                where r.outcome = 'approved' order by r.upload_id, r.line limit ?
                """,
                row -> new Approved(
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        row.getObject(3, UUID.class),
                        row.getString(4),
                        row.getObject(5, UUID.class)),
                limit);
    }

    /** False when it has another outcome by now. */
    boolean finish(Approved row, String outcome, Optional<UUID> request) {
        return Sql.update(database, """
                        update compliance.upload_row set outcome = ?, request_id = ?::uuid
                        where upload_id = ? and line = ? and outcome = 'approved'
                        """, outcome, request.map(UUID::toString).orElse(null), row.uploadId(), row.line())
                == 1;
    }

    Map<String, Long> verdicts(UUID id) {
        Map<String, Long> counts = new TreeMap<>();
        Sql.query(
                        database,
                        "select verdict, count(*) from compliance.upload_row where upload_id = ? group by verdict",
                        row -> Map.entry(row.getString(1), row.getLong(2)),
                        id)
                .forEach(verdict -> counts.put(verdict.getKey(), verdict.getValue()));
        return counts;
    }

    List<String> verdictLines(UUID id) {
        return Sql.query(
                database,
                "select line, verdict from compliance.upload_row where upload_id = ? order by line",
                row -> row.getInt(1) + "," + row.getString(2),
                id);
    }

    List<Outcome> outcomes(UUID id) {
        return Sql.query(
                database,
                """
                select r.line, r.person_id, r.request_id, coalesce(r.outcome, 'waits'), q.state
                from compliance.upload_row r left join compliance.request q on q.id = r.request_id
                where r.upload_id = ? and r.slice is not null order by r.line
                """,
                row -> new Outcome(
                        row.getInt(1),
                        Optional.ofNullable(row.getObject(2, UUID.class)),
                        Optional.ofNullable(row.getObject(3, UUID.class)),
                        row.getString(4),
                        Optional.ofNullable(row.getString(5))),
                id);
    }

    private List<Upload> uploads(String where, Object... parameters) {
        return Sql.query(database, ALL + where, UploadTable::upload, parameters);
    }

    private static Upload upload(ResultSet row) throws SQLException {
        return new Upload(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("state"),
                row.getInt("row_count"),
                row.getInt("clean_count"),
                Sql.instant(row, "uploaded_at"),
                Optional.ofNullable(Sql.instant(row, "accepted_at")));
    }
}
