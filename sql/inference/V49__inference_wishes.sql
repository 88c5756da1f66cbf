-- What a caller may say beside the input: a key under which a repeated call is the same call, an id of his own, a webhook, a tag for the person
-- on whose behalf he asks, a time after which he does not want the answer any more, and that it is not urgent.

-- The calls of the last day by the caller's own key. Both digests are keyed: neither the key nor what was asked can be guessed from them.
create table inference.idempotency (
    organization_id uuid not null,
    key bytea not null check (length(key) = 32),
    request bytea not null check (length(request) = 32),
    prediction_id uuid not null,
    created_at timestamptz not null,
    primary key (organization_id, key)
);
create index idempotency_created on inference.idempotency (created_at);

-- Where the events of a prediction go; the address is sealed with the prediction's content.
create table inference.webhook (
    prediction_id uuid not null,
    organization_id uuid not null,
    url bytea not null,
    events text[] not null,
    created_at timestamptz not null,
    primary key (organization_id, prediction_id)
);
create index webhook_created on inference.webhook (created_at);

do $$
declare
    name text;
begin
    foreach name in array array['idempotency', 'webhook'] loop
        execute format('alter table inference.%I enable row level security', name);
        execute format('alter table inference.%I force row level security', name);
        execute format('create policy batch on inference.%I to in2p_batch using (true) with check (true)', name);
        execute format('create policy tenant on inference.%I to in2p_app
            using (organization_id = (select kernel.current_organization()))
            with check (organization_id = (select kernel.current_organization()))', name);
        execute format('grant select on inference.%I to in2p_app', name);
        execute format('grant select, insert, update, delete on inference.%I to in2p_batch', name);
    end loop;
end $$;

alter table inference.prediction
    add column deployment text check (length(deployment) <= 110),
    add column end_user text check (length(end_user) <= 128),
    add column deadline timestamptz;
alter table inference.prediction alter column deployment set statistics 0, alter column end_user set statistics 0;

alter table inference.dispatch
    add column low_priority boolean not null default false,
    add column deadline timestamptz;
create index dispatch_deadline on inference.dispatch (deadline) where deadline is not null;

drop function inference.admit(uuid[], uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], boolean[], char[], bigint[], integer[],
    bigint[], bytea[], bytea[], timestamptz[], timestamptz, interval);
grant create on schema inference to in2p_batch;

-- Which of these ids came under a key that was used before, or as an id that is there already, and which under a key that somebody is using just
-- now. Whoever holds a key's lock has not committed: nobody waits for him, and two commits cannot wait for each other. The look comes in a
-- statement of its own, after the locks: it sees what was committed until then.
create function inference.used_keys(ids uuid[], organizations uuid[], keys bytea[], out known uuid[], out busy uuid[])
    language plpgsql set search_path = pg_catalog
as $$
begin
    known := array[]::uuid[];
    busy := array[]::uuid[];
    if num_nonnulls(variadic keys) = 0 then
        return;
    end if;
    -- The second of one key in one commit finds the first being accepted.
    select coalesce(array_agg(l.id) filter (where not l.locked or l.place > 1), '{}') into busy
    from (select t.id, pg_try_advisory_xact_lock(hashtextextended(encode(t.key, 'hex'), 0)) as locked,
              row_number() over (partition by t.key order by t.id) as place
          from unnest(ids, keys) t (id, key) where t.key is not null) l;
    select coalesce(array_agg(t.id), '{}') into known
    from unnest(ids, organizations, keys) t (id, organization_id, key)
    where t.key is not null and t.id <> all (busy)
        and (exists (select from inference.idempotency k where k.organization_id = t.organization_id and k.key = t.key)
            or exists (select from inference.prediction p where p.organization_id = t.organization_id and p.id = t.id)
            or exists (select from inference.payload_inflight i where i.prediction_id = t.id));
end $$;

-- Accepts many predictions in one statement: holds, rows, payloads, and the dispatch rows that are the outbox of the work. It spans
-- organizations (group commit), hence the batch role; the application calls it with the organization it authenticated. Answers which ids were
-- accepted, which came under a key or an id that was used before, and which under one that is being used by somebody else just now; the rest lack
-- credit.
create function inference.admit(
    ids uuid[], organizations uuid[], persons uuid[], api_keys uuid[], model_ids uuid[], models text[], versions text[],
    providers text[], endpoints text[], streams boolean[], currencies char(3)[], prices bigint[], run_limits integer[],
    holds bigint[], inputs bytea[], sealed_keys bytea[], hours timestamptz[], keys bytea[], requests bytea[], deployments text[],
    end_users text[], low boolean[], deadlines timestamptz[], urls bytea[], events text[], at timestamptz, queue_limit interval,
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

    insert into inference.dispatch (prediction_id, organization_id, provider, endpoint, streams, price_micros_per_second,
        run_limit_seconds, in_flight_hour, due_at, give_up_at, low_priority, deadline)
    select t.id, t.organization_id, t.provider, t.endpoint, t.streams, t.price, t.run_limit, t.hour, at,
        at + queue_limit + make_interval(secs => t.run_limit), t.low, t.deadline
    from unnest(ids, organizations, providers, endpoints, streams, prices, run_limits, hours, low, deadlines)
        t (id, organization_id, provider, endpoint, streams, price, run_limit, hour, low, deadline)
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

alter function inference.admit(uuid[], uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], boolean[], char[], bigint[], integer[],
    bigint[], bytea[], bytea[], timestamptz[], bytea[], bytea[], text[], text[], boolean[], timestamptz[], bytea[], text[], timestamptz, interval)
    owner to in2p_batch;
grant execute on function inference.used_keys(uuid[], uuid[], bytea[]) to in2p_batch;
revoke create on schema inference from in2p_batch;
revoke execute on function inference.used_keys(uuid[], uuid[], bytea[]) from public;
revoke execute on function inference.admit(uuid[], uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], boolean[], char[], bigint[],
    integer[], bigint[], bytea[], bytea[], timestamptz[], bytea[], bytea[], text[], text[], boolean[], timestamptz[], bytea[], text[], timestamptz,
    interval) from public;
grant execute on function inference.admit(uuid[], uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], boolean[], char[], bigint[],
    integer[], bigint[], bytea[], bytea[], timestamptz[], bytea[], bytea[], text[], text[], boolean[], timestamptz[], bytea[], text[], timestamptz,
    interval) to in2p_app;
