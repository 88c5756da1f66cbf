-- A prediction has targets, in the order in which they are tried; provider and endpoint of its dispatch row are those of the present one. What was tried
-- is kept with it.

-- Places that organizations have at providers whose addresses and keys are theirs.
create table inference.endpoint (
    id uuid primary key,
    organization_id uuid not null,
    provider text not null check (length(provider) <= 30),
    name text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'),
    region text check (length(region) <= 40),
    access bytea not null,
    created_at timestamptz not null,
    unique (organization_id, provider, name)
);
alter table inference.endpoint alter column provider set statistics 0, alter column name set statistics 0, alter column region set statistics 0,
    alter column access set statistics 0;
alter table inference.endpoint enable row level security;
alter table inference.endpoint force row level security;
create policy batch on inference.endpoint to in2p_batch using (true) with check (true);
create policy tenant on inference.endpoint to in2p_app
    using (organization_id = (select kernel.current_organization()))
    with check (organization_id = (select kernel.current_organization()));
grant select, insert, delete on inference.endpoint to in2p_app;
grant select, insert, update, delete on inference.endpoint to in2p_batch;

alter table inference.prediction add column tries text check (length(tries) <= 10000);
alter table inference.prediction alter column tries set statistics 0;

-- What the model wrote while it ran, as far as its provider tells.
alter table inference.payload add column logs bytea;
alter table inference.payload alter column logs set statistics 0;

alter table inference.dispatch
    add column owner_id uuid,
    add column targets text check (length(targets) <= 1000),
    add column try_order text check (length(try_order) <= 30),
    add column target smallint not null default 0,
    add column tries text check (length(tries) <= 10000),
    add column submitted_at timestamptz;
-- Modal's result addresses are ids of jobs too.
alter table inference.dispatch drop constraint dispatch_provider_job_id_check;
alter table inference.dispatch add check (length(provider_job_id) <= 2000);

drop function inference.admit(uuid[], uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], boolean[], char[], bigint[], integer[],
    bigint[], bytea[], bytea[], timestamptz[], bytea[], bytea[], text[], text[], boolean[], timestamptz[], bytea[], text[], timestamptz, interval);
drop function inference.cancel(uuid, uuid, bytea, uuid, timestamptz, interval);
drop function inference.finish(uuid[], bigint[], text[], timestamptz[], bigint[], bigint[], bytea[], bytea[], bytea[], timestamptz, interval);
grant create on schema inference to in2p_batch;

-- Accepts many predictions in one statement: holds, rows, payloads, and the dispatch rows that are the outbox of the work. It spans
-- organizations (group commit), hence the batch role; the application calls it with the organization it authenticated. Answers which ids were
-- accepted, which came under a key or an id that was used before, and which under one that is being used by somebody else just now; the rest lack
-- credit. What comes with a token and the end of a lease is claimed already by the node that accepts it.
create function inference.admit(
    ids uuid[], organizations uuid[], persons uuid[], api_keys uuid[], model_ids uuid[], models text[], versions text[],
    providers text[], endpoints text[], streams boolean[], currencies char(3)[], prices bigint[], run_limits integer[],
    holds bigint[], owners uuid[], targets text[], orders text[], inputs bytea[], sealed_keys bytea[], hours timestamptz[], keys bytea[], requests bytea[], deployments text[],
    end_users text[], low boolean[], deadlines timestamptz[], urls bytea[], events text[], tokens uuid[], leases timestamptz[],
    at timestamptz, queue_limit interval,
    out accepted uuid[], out known uuid[], out busy uuid[])
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    refused uuid[];
begin
    perform set_config('app.purpose', 'inference', true);
    select u.known, u.busy, u.known || u.busy into known, busy, refused from inference.used_keys(ids, organizations, keys) u;
    -- A free prediction needs no hold.
    select array_agg(t.id) into accepted from unnest(ids, holds) t (id, hold) where t.hold = 0 and t.id <> all (refused);
    accepted := accepted || (
        select billing.place_holds(array_agg(t.id order by t.o), array_agg(t.organization_id order by t.o),
            array_agg(t.currency order by t.o), array_agg(t.hold order by t.o), at)
        from unnest(ids, organizations, currencies, holds) with ordinality t (id, organization_id, currency, hold, o)
        where t.hold > 0 and t.id <> all (refused));
    accepted := coalesce(accepted, array[]::uuid[]);

    insert into inference.prediction (id, organization_id, person_id, api_key_id, model_id, model, version_id, status,
        currency, price_micros_per_second, hold_micros, created_at, deployment, end_user, deadline)
    select t.id, t.organization_id, t.person, t.api_key, t.model_id, t.model, t.version, 'starting', t.currency, t.price, t.hold, at,
        t.deployment, t.end_user, t.deadline
    from unnest(ids, organizations, persons, api_keys, model_ids, models, versions, currencies, prices, holds, deployments, end_users, deadlines)
        t (id, organization_id, person, api_key, model_id, model, version, currency, price, hold, deployment, end_user, deadline)
    where t.id = any (accepted);

    insert into inference.payload_inflight (prediction_id, organization_id, sealed_key, input)
    select t.id, t.organization_id, t.sealed_key, t.input
    from unnest(ids, organizations, sealed_keys, inputs) t (id, organization_id, sealed_key, input)
    where t.id = any (accepted);

    insert into inference.dispatch (prediction_id, organization_id, owner_id, targets, try_order, target, provider, endpoint, streams,
        price_micros_per_second, run_limit_seconds, in_flight_hour, due_at, give_up_at, low_priority, deadline, callback_token, fence, attempts)
    select t.id, t.organization_id, t.owner_id, t.targets, t.try_order, split_part(t.try_order, ',', 1)::smallint, t.provider, t.endpoint,
        t.streams, t.price, t.run_limit, t.hour, coalesce(t.lease, at), at + queue_limit + make_interval(secs => t.run_limit), t.low,
        t.deadline, coalesce(t.token, gen_random_uuid()), (t.lease is not null)::integer, (t.lease is not null)::integer
    from unnest(ids, organizations, owners, targets, orders, providers, endpoints, streams, prices, run_limits, hours, low, deadlines,
        tokens, leases)
        t (id, organization_id, owner_id, targets, try_order, provider, endpoint, streams, price, run_limit, hour, low, deadline, token, lease)
    where t.id = any (accepted);

    insert into inference.idempotency (organization_id, key, request, prediction_id, created_at)
    select t.organization_id, t.key, t.request, t.id, at
    from unnest(ids, organizations, keys, requests) t (id, organization_id, key, request)
    where t.key is not null and t.id = any (accepted);

    insert into inference.webhook (prediction_id, organization_id, url, events, created_at)
    select t.id, t.organization_id, t.url, string_to_array(t.events, ','), at
    from unnest(ids, organizations, urls, events) t (id, organization_id, url, events)
    where t.url is not null and t.id = any (accepted);
end $$;

-- Ends predictions, all of it in one transaction: the dispatch row goes, the status becomes final, the payload moves to the partition
-- in which it will end, the hold is settled. Only who holds the newest fence can; answers the ids that it ended.
create function inference.finish(
    ids uuid[], fences bigint[], statuses text[], started timestamptz[], runs bigint[], costs bigint[],
    outputs bytea[], errors bytea[], logs bytea[], sealed_keys bytea[], tried text[], at timestamptz, keep interval)
    returns uuid[]
    language plpgsql set search_path = pg_catalog
as $$
declare
    ended uuid[];
    owners uuid[];
    places bigint[];
begin
    perform set_config('app.purpose', 'inference', true);
    perform from inference.dispatch d where d.prediction_id = any (ids) order by d.prediction_id for update;
    with gone as (
        delete from inference.dispatch d using unnest(ids, fences) with ordinality t (id, fence, place)
        where d.prediction_id = t.id and d.fence = t.fence
        returning d.prediction_id, d.organization_id, t.place
    )
    select array_agg(g.prediction_id), array_agg(g.organization_id), array_agg(g.place) into ended, owners, places from gone g;
    if ended is null then
        return array[]::uuid[];
    end if;

    update inference.prediction p
    set status = statuses[e.place], completed_at = at, started_at = coalesce(p.started_at, started[e.place]), run_millis = runs[e.place],
        cost_micros = least(costs[e.place], p.hold_micros), payload_expires_at = at + keep, tries = tried[e.place]
    from unnest(ended, owners, places) e (id, organization_id, place)
    where p.organization_id = e.organization_id and p.id = e.id;

    with moved as (
        delete from inference.payload_inflight i where i.prediction_id = any (ended)
        returning i.prediction_id, i.organization_id, i.input, i.output
    )
    insert into inference.payload (prediction_id, organization_id, expires_at, sealed_key, input, output, error, logs)
    select m.prediction_id, m.organization_id, at + keep, t.sealed_key, m.input, coalesce(t.output, m.output), t.error, t.log
    from moved m join unnest(ids, outputs, errors, logs, sealed_keys) t (id, output, error, log, sealed_key) on t.id = m.prediction_id
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
        array[null::bigint], array[0::bigint], array[null::bytea], array[null::bytea], array[null::bytea], array[sealed_key],
        array[found_row.tries], at, keep);
    -- What has no id yet can be under way all the same: with some providers a call lasts as long as its run.
    if found_row.provider_job_id is not null or found_row.attempts <> 0 then
        insert into kernel.outbox (id, organization_id, topic, payload, due_at, created_at)
        values (outbox_id, organization, 'provider-cancel', json_build_object('owner', found_row.owner_id, 'provider',
            found_row.provider, 'endpoint', found_row.endpoint, 'job', found_row.provider_job_id, 'token', found_row.callback_token)::text, at, at);
    end if;
    return true;
end $$;

alter function inference.admit(uuid[], uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], boolean[], char[], bigint[], integer[],
    bigint[], uuid[], text[], text[], bytea[], bytea[], timestamptz[], bytea[], bytea[], text[], text[], boolean[], timestamptz[], bytea[], text[],
    uuid[], timestamptz[], timestamptz, interval) owner to in2p_batch;
alter function inference.cancel(uuid, uuid, bytea, uuid, timestamptz, interval) owner to in2p_batch;
revoke create on schema inference from in2p_batch;
revoke execute on function inference.admit(uuid[], uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], boolean[], char[], bigint[], integer[],
    bigint[], uuid[], text[], text[], bytea[], bytea[], timestamptz[], bytea[], bytea[], text[], text[], boolean[], timestamptz[], bytea[], text[],
    uuid[], timestamptz[], timestamptz, interval),
    inference.finish(uuid[], bigint[], text[], timestamptz[], bigint[], bigint[], bytea[], bytea[], bytea[], bytea[], text[], timestamptz, interval),
    inference.cancel(uuid, uuid, bytea, uuid, timestamptz, interval) from public;
grant execute on function inference.finish(uuid[], bigint[], text[], timestamptz[], bigint[], bigint[], bytea[], bytea[], bytea[], bytea[], text[], timestamptz, interval) to in2p_batch;
grant execute on function inference.admit(uuid[], uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], boolean[], char[], bigint[], integer[],
    bigint[], uuid[], text[], text[], bytea[], bytea[], timestamptz[], bytea[], bytea[], text[], text[], boolean[], timestamptz[], bytea[], text[],
    uuid[], timestamptz[], timestamptz, interval),
    inference.cancel(uuid, uuid, bytea, uuid, timestamptz, interval) to in2p_app;
