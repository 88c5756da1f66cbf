-- How often each model ran is counted from the rows of predictions, off the path of those who create them.
create table inference.run_tally (
    counted_until timestamptz not null
);
insert into inference.run_tally values ('2020-01-01Z');
grant select, update on inference.run_tally to in2p_batch;

-- Counts what was created before a moment and was not counted yet, at most about so many rows at once; answers how many rows it counted. Nodes take
-- turns by the lock on the one row.
create function inference.count_runs(before timestamptz, at_most integer) returns bigint
    language plpgsql set search_path = pg_catalog
as $$
declare
    since timestamptz;
    until timestamptz;
    model_ids uuid[];
    versions text[];
    organizations uuid[];
    runs bigint[];
begin
    select t.counted_until into since from inference.run_tally t for update;
    select p.created_at into until from inference.prediction p
    where p.created_at >= since and p.created_at < before order by p.created_at offset at_most limit 1;
    -- Never back, and on also where more rows than that came at one moment.
    until := greatest(coalesce(until, before), least(before, since + interval '1 microsecond'), since);
    select array_agg(r.model_id), array_agg(r.version_id), array_agg(r.organization_id), array_agg(r.number)
    into model_ids, versions, organizations, runs
    from (select p.model_id, p.version_id, p.organization_id, count(*) as number
        from inference.prediction p where p.created_at >= since and p.created_at < until
        group by p.model_id, p.version_id, p.organization_id) r;
    perform models.count_runs(model_ids, versions, organizations, runs);
    update inference.run_tally set counted_until = until;
    return coalesce((select sum(n) from unnest(runs) n), 0);
end $$;
revoke execute on function inference.count_runs(timestamptz, integer) from public;
grant execute on function inference.count_runs(timestamptz, integer) to in2p_batch;
