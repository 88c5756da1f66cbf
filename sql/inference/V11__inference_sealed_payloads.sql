-- Inputs, outputs and errors are sealed, each prediction's under a key of its own. That key lies beside them, wrapped under the keys of the
-- organization and of a period: while the prediction is in flight the hour in which it was accepted, then the hour in which its content ends. The
-- content itself is sealed once; only its key is wrapped anew. What cannot be opened any more is not kept: it has no row in payload.
drop function inference.admit(uuid[], uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], boolean[], char[], bigint[], integer[],
    bigint[], bytea[], timestamptz, interval);
drop function inference.finish(uuid[], bigint[], text[], timestamptz[], bigint[], bigint[], bytea[], text[], timestamptz, interval);
drop function inference.cancel(uuid, uuid, uuid, timestamptz, interval);

set role in2p_batch; -- the owner of a table under row-level security sees no row of it
do $$
begin
    if exists (select from inference.prediction) then
        raise exception 'this database holds predictions whose content is not sealed: no release made such a database; start over with a new one';
    end if;
end $$;
reset role;

alter table inference.payload_inflight add column sealed_key bytea not null check (length(sealed_key) <= 100);
alter table inference.payload drop column error;
alter table inference.payload add column error bytea, add column sealed_key bytea not null check (length(sealed_key) <= 100);
-- The period whose key the prediction needs until it ends.
alter table inference.dispatch add column in_flight_hour timestamptz not null;

grant create on schema inference to in2p_batch;

create function inference.admit(
    ids uuid[], organizations uuid[], persons uuid[], api_keys uuid[], model_ids uuid[], models text[], versions text[],
    providers text[], endpoints text[], streams boolean[], currencies char(3)[], prices bigint[], run_limits integer[],
    holds bigint[], inputs bytea[], sealed_keys bytea[], hours timestamptz[], at timestamptz, queue_limit interval)
    returns uuid[]
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    covered uuid[];
begin
    perform set_config('app.purpose', 'inference', true);
    -- A free prediction needs no hold.
    select array_agg(t.id) into covered from unnest(ids, holds) t (id, hold) where t.hold = 0;
    covered := covered || (
        select billing.place_holds(array_agg(t.id order by t.o), array_agg(t.organization_id order by t.o),
            array_agg(t.currency order by t.o), array_agg(t.hold order by t.o), at)
        from unnest(ids, organizations, currencies, holds) with ordinality t (id, organization_id, currency, hold, o)
        where t.hold > 0);

    insert into inference.prediction (id, organization_id, person_id, api_key_id, model_id, model, version_id, status,
        currency, price_micros_per_second, hold_micros, created_at)
    select t.id, t.organization_id, t.person, t.api_key, t.model_id, t.model, t.version, 'starting', t.currency, t.price, t.hold, at
    from unnest(ids, organizations, persons, api_keys, model_ids, models, versions, currencies, prices, holds)
        t (id, organization_id, person, api_key, model_id, model, version, currency, price, hold)
    where t.id = any (covered);

    insert into inference.payload_inflight (prediction_id, organization_id, sealed_key, input)
    select t.id, t.organization_id, t.sealed_key, t.input
    from unnest(ids, organizations, sealed_keys, inputs) t (id, organization_id, sealed_key, input)
    where t.id = any (covered);

    insert into inference.dispatch (prediction_id, organization_id, provider, endpoint, streams, price_micros_per_second,
        run_limit_seconds, in_flight_hour, due_at, give_up_at)
    select t.id, t.organization_id, t.provider, t.endpoint, t.streams, t.price, t.run_limit, t.hour, at,
        at + queue_limit + make_interval(secs => t.run_limit)
    from unnest(ids, organizations, providers, endpoints, streams, prices, run_limits, hours)
        t (id, organization_id, provider, endpoint, streams, price, run_limit, hour)
    where t.id = any (covered);

    return coalesce(covered, array[]::uuid[]);
end $$;

-- Ends predictions, all of it in one transaction: the dispatch row goes, the status becomes final, the payload moves to the partition
-- in which it will end, the hold is settled. Only who holds the newest fence can; answers the ids that it ended.
create function inference.finish(
    ids uuid[], fences bigint[], statuses text[], started timestamptz[], runs bigint[], costs bigint[],
    outputs bytea[], errors bytea[], sealed_keys bytea[], at timestamptz, keep interval)
    returns uuid[]
    language plpgsql set search_path = pg_catalog
as $$
declare
    ended uuid[];
    owners uuid[];
begin
    perform set_config('app.purpose', 'inference', true);
    perform from inference.dispatch d where d.prediction_id = any (ids) order by d.prediction_id for update;
    with gone as (
        delete from inference.dispatch d using unnest(ids, fences) t (id, fence)
        where d.prediction_id = t.id and d.fence = t.fence
        returning d.prediction_id, d.organization_id
    )
    select array_agg(g.prediction_id), array_agg(g.organization_id) into ended, owners from gone g;
    if ended is null then
        return array[]::uuid[];
    end if;

    update inference.prediction p
    set status = t.status, completed_at = at, started_at = coalesce(p.started_at, t.started), run_millis = t.run,
        cost_micros = least(t.cost, p.hold_micros), payload_expires_at = at + keep
    from unnest(ended, owners) e (id, organization_id)
        join unnest(ids, statuses, started, runs, costs) t (id, status, started, run, cost) on t.id = e.id
    where p.organization_id = e.organization_id and p.id = e.id;

    with moved as (
        delete from inference.payload_inflight i where i.prediction_id = any (ended)
        returning i.prediction_id, i.organization_id, i.input, i.output
    )
    insert into inference.payload (prediction_id, organization_id, expires_at, sealed_key, input, output, error)
    select m.prediction_id, m.organization_id, at + keep, t.sealed_key, m.input, coalesce(t.output, m.output), t.error
    from moved m join unnest(ids, outputs, errors, sealed_keys) t (id, output, error, sealed_key) on t.id = m.prediction_id
    where t.sealed_key is not null;

    perform billing.settle_holds(
        (select array_agg(t.id order by t.id) from unnest(ids) t (id) where t.id = any (ended)),
        (select array_agg(t.cost order by t.id) from unnest(ids, costs) t (id, cost) where t.id = any (ended)),
        at);
    return ended;
end $$;

-- Ends a prediction because its owner says so, whatever it is doing; false when it had already ended. The provider is told by the
-- outbox, so that a crash cannot leave a GPU running.
create function inference.cancel(organization uuid, wanted uuid, sealed_key bytea, outbox_id uuid, at timestamptz, keep interval)
    returns boolean
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    found_row inference.dispatch;
begin
    select * into found_row from inference.dispatch d
    where d.prediction_id = wanted and d.organization_id = organization for update;
    if not found then
        return false;
    end if;
    perform inference.finish(array[wanted], array[found_row.fence], array['canceled'], array[null::timestamptz],
        array[null::bigint], array[0::bigint], array[null::bytea], array[null::bytea], array[sealed_key], at, keep);
    if found_row.provider_job_id is not null then
        insert into kernel.outbox (id, organization_id, topic, payload, due_at, created_at)
        values (outbox_id, organization, 'provider-cancel', json_build_object('provider', found_row.provider,
            'endpoint', found_row.endpoint, 'job', found_row.provider_job_id)::text, at, at);
    end if;
    return true;
end $$;

alter function inference.admit(uuid[], uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], boolean[], char[],
    bigint[], integer[], bigint[], bytea[], bytea[], timestamptz[], timestamptz, interval) owner to in2p_batch;
alter function inference.cancel(uuid, uuid, bytea, uuid, timestamptz, interval) owner to in2p_batch;
revoke create on schema inference from in2p_batch;
revoke execute on function inference.admit(uuid[], uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], boolean[], char[],
    bigint[], integer[], bigint[], bytea[], bytea[], timestamptz[], timestamptz, interval),
    inference.finish(uuid[], bigint[], text[], timestamptz[], bigint[], bigint[], bytea[], bytea[], bytea[], timestamptz, interval),
    inference.cancel(uuid, uuid, bytea, uuid, timestamptz, interval) from public;
grant execute on function inference.finish(uuid[], bigint[], text[], timestamptz[], bigint[], bigint[], bytea[], bytea[], bytea[],
    timestamptz, interval) to in2p_batch;
grant execute on function inference.admit(uuid[], uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], boolean[],
    char[], bigint[], integer[], bigint[], bytea[], bytea[], timestamptz[], timestamptz, interval),
    inference.cancel(uuid, uuid, bytea, uuid, timestamptz, interval) to in2p_app;
