-- How the targets of versions do: outcomes and times of attempts in quarters of an hour, counted from the rows of predictions that have ended, off
-- the path of those who create them. A time is counted in a bucket: the least number whose power of the fourth root of two is no less than it in
-- milliseconds; so percentiles can be told of any stretch of time, at most a fifth too high.
create table inference.target_tally (
    model_id uuid not null,
    version_id text not null,
    target smallint not null,
    what text not null check (what in ('succeeded', 'failed', 'timed_out', 'refused', 'lost', 'queue', 'cold_start', 'run')),
    slot timestamptz not null,
    bucket smallint not null,
    provider text not null,
    attempts bigint not null,
    last_at timestamptz not null,
    primary key (model_id, version_id, target, what, slot, bucket, provider)
);
create index target_tally_slot on inference.target_tally (slot);
grant select, insert, update, delete on inference.target_tally to in2p_batch;
grant select on inference.target_tally to in2p_audit;

create table inference.target_tally_until (
    counted_until timestamptz not null
);
insert into inference.target_tally_until values (now());
grant select, update on inference.target_tally_until to in2p_batch;

-- Predictions lie about in the order of their ends; this index, unlike others, costs nothing when a row changes (HOT).
create index prediction_completed on inference.prediction using brin (completed_at) with (pages_per_range = 32, autosummarize = on);

-- Counts the attempts of predictions that ended before a moment and were not counted yet, a quarter of an hour of them at most, and forgets what is
-- older than is kept; answers how many it counted. Nodes take turns by the lock on the one row. A start is cold when no run of the target had ended
-- in the five minutes before it was handed over: providers do not say it.
create function inference.tally_targets(before timestamptz, keep interval) returns bigint
    language plpgsql set search_path = pg_catalog
as $$
declare
    since timestamptz;
    until timestamptz;
    counted bigint;
begin
    select greatest(u.counted_until, before - keep) into since from inference.target_tally_until u for update;
    select min(p.completed_at) into until from inference.prediction p where p.completed_at >= since and p.completed_at < before;
    until := least(until + interval '15 minutes', before);
    with attempts as materialized (
        select p.model_id, p.version_id, coalesce((a.entry ->> 'target')::smallint, 0::smallint) as target, a.entry ->> 'provider' as provider,
            a.entry ->> 'outcome' as outcome, p.completed_at,
            (a.entry ->> 'queue_time')::numeric * 1000 as queue, (a.entry ->> 'predict_time')::numeric * 1000 as run
        from inference.prediction p cross join jsonb_array_elements(p.tries::jsonb) a (entry)
        where p.completed_at >= since and p.completed_at < until and p.tries is not null
    ), runs as (
        select r.*, r.completed_at - make_interval(secs => (least(r.queue + r.run, 1e10) / 1000)::float8) as began,
            coalesce(
                lag(r.completed_at) over (partition by r.model_id, r.version_id, r.target order by r.completed_at),
                (select max(t.last_at) from inference.target_tally t where t.model_id = r.model_id and t.version_id = r.version_id
                    and t.target = r.target and t.what = 'succeeded'),
                '-infinity') as earlier
        from attempts r where r.outcome = 'succeeded' and r.queue is not null and r.run is not null
    ), facts as (
        select a.model_id, a.version_id, a.target, a.provider, a.completed_at, a.outcome as what, 0 as millis from attempts a
        union all
        select a.model_id, a.version_id, a.target, a.provider, a.completed_at, 'queue', a.queue from attempts a
        where a.outcome = 'succeeded' and a.queue is not null
        union all
        select a.model_id, a.version_id, a.target, a.provider, a.completed_at, 'run', a.run from attempts a
        where a.outcome = 'succeeded' and a.run is not null
        union all
        select r.model_id, r.version_id, r.target, r.provider, r.completed_at, 'cold_start', r.queue from runs r
        where r.earlier + interval '5 minutes' <= r.began
    ), added as (
        insert into inference.target_tally as known (model_id, version_id, target, what, slot, bucket, provider, attempts, last_at)
        select f.model_id, f.version_id, f.target, f.what, date_bin('15 minutes', f.completed_at, '2000-01-01Z'),
            ceil(4 * ln(greatest(f.millis, 1)) / ln(2.0))::smallint, f.provider, count(*), max(f.completed_at)
        from facts f
        group by 1, 2, 3, 4, 5, 6, 7
        on conflict (model_id, version_id, target, what, slot, bucket, provider) do update
            set attempts = known.attempts + excluded.attempts, last_at = greatest(known.last_at, excluded.last_at)
    )
    select count(*) into counted from attempts;
    delete from inference.target_tally t where t.slot < before - keep;
    update inference.target_tally_until set counted_until = greatest(counted_until, until);
    return counted;
end $$;
revoke execute on function inference.tally_targets(timestamptz, interval) from public;
grant execute on function inference.tally_targets(timestamptz, interval) to in2p_batch;
