-- A charge says who made the model, and which one it was.

-- Ends predictions, all of it in one transaction: the dispatch row goes, the status becomes final, the payload moves to the partition
-- in which it will end, the hold is settled. Only who holds the newest fence can; answers the ids that it ended.
create or replace function inference.finish(
    ids uuid[], fences bigint[], statuses text[], started timestamptz[], runs bigint[], costs bigint[],
    outputs bytea[], errors bytea[], logs bytea[], sealed_keys bytea[], tried text[], at timestamptz, keep interval)
    returns uuid[]
    language plpgsql set search_path = pg_catalog set enable_seqscan = off
as $$
declare
    ended uuid[];
    owners uuid[];
    places bigint[];
    creators uuid[];
    model_ids uuid[];
begin
    perform set_config('app.purpose', 'inference', true);
    perform from inference.dispatch d where d.prediction_id = any (ids) order by d.prediction_id for update;
    with gone as (
        delete from inference.dispatch d using unnest(ids, fences) with ordinality t (id, fence, place)
        where d.prediction_id = t.id and d.fence = t.fence
        returning d.prediction_id, d.organization_id, d.owner_id, t.place
    )
    select array_agg(g.prediction_id order by g.place), array_agg(g.organization_id order by g.place), array_agg(g.place order by g.place),
        array_agg(g.owner_id order by g.place) into ended, owners, places, creators
    from gone g;
    if ended is null then
        return array[]::uuid[];
    end if;

    with changed as (
        update inference.prediction p
        set status = statuses[e.place], completed_at = at, started_at = coalesce(p.started_at, started[e.place]), run_millis = runs[e.place],
            cost_micros = least(costs[e.place], p.hold_micros), payload_expires_at = at + keep, tries = tried[e.place]
        from unnest(ended, owners, places) e (id, organization_id, place)
        where p.organization_id = e.organization_id and p.id = e.id
        returning e.place, p.model_id
    )
    select array_agg(c.model_id order by e.place) into model_ids from unnest(places) e (place) left join changed c on c.place = e.place;

    with moved as (
        delete from inference.payload_inflight i where i.prediction_id = any (ended)
        returning i.prediction_id, i.organization_id, i.input, i.output
    )
    insert into inference.payload (prediction_id, organization_id, expires_at, sealed_key, input, output, error, logs)
    select m.prediction_id, m.organization_id, at + keep, t.sealed_key, m.input, coalesce(t.output, m.output), t.error, t.log
    from moved m join unnest(ids, outputs, errors, logs, sealed_keys) t (id, output, error, log, sealed_key) on t.id = m.prediction_id
    where t.sealed_key is not null;

    perform billing.settle_holds(ended, (select array_agg(costs[p.place] order by p.o) from unnest(places) with ordinality p (place, o)),
        creators, model_ids, at);
    return ended;
end $$;

drop function billing.settle_holds(uuid[], bigint[], timestamptz);
