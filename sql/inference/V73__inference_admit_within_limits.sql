-- A key can have a limit of its own: who is told of holds is told of keys.
grant create on schema inference to in2p_batch;
set role in2p_batch;
-- Accepts many predictions in one statement: holds, rows, payloads, and the dispatch rows that are the outbox of the work. It spans
-- organizations (group commit), hence the batch role; the application calls it with the organization it authenticated. Answers which ids were
-- accepted, which came under a key or an id that was used before, and which under one that is being used by somebody else just now; the rest lack
-- credit. What comes with a token and the end of a lease is claimed already by the node that accepts it.
create or replace function inference.admit(
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
            array_agg(t.api_key order by t.o), array_agg(t.currency order by t.o), array_agg(t.hold order by t.o), at)
        from unnest(ids, organizations, api_keys, currencies, holds) with ordinality t (id, organization_id, api_key, currency, hold, o)
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
reset role;
revoke create on schema inference from in2p_batch;
