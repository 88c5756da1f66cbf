-- Predictions. The row of a prediction holds no content: inputs and outputs lie apart, first in payload_inflight, and from
-- completion on in partitions of one hour by the moment they end, so that their end is the drop of a partition.
create schema inference;
grant usage on schema inference to in2p_app, in2p_batch, in2p_audit;
grant create on schema inference to in2p_batch;

create table inference.prediction (
    id uuid not null,
    organization_id uuid not null,
    person_id uuid,
    api_key_id uuid,
    model_id uuid not null,
    model text not null,
    version_id text not null,
    status text not null check (status in ('starting', 'processing', 'succeeded', 'failed', 'canceled')),
    currency char(3) not null,
    price_micros_per_second bigint not null,
    hold_micros bigint not null,
    run_millis bigint,
    cost_micros bigint,
    created_at timestamptz not null,
    started_at timestamptz,
    completed_at timestamptz,
    payload_expires_at timestamptz,
    check ((status in ('succeeded', 'failed', 'canceled')) = (completed_at is not null)),
    primary key (organization_id, id)
) with (fillfactor = 80);

create table inference.payload_inflight (
    prediction_id uuid primary key,
    organization_id uuid not null,
    input bytea not null,
    output bytea
) with (fillfactor = 70);

create table inference.payload (
    prediction_id uuid not null,
    organization_id uuid not null,
    expires_at timestamptz not null,
    input bytea not null,
    output bytea,
    error text,
    primary key (expires_at, prediction_id)
) partition by range (expires_at);

-- What still has to happen to a prediction; the row ends with it, so the table stays small. due_at is the moment of the
-- next action and, while somebody acts, the end of his lease; every claim raises the fence, and a result that carries an
-- older fence is ignored.
create table inference.dispatch (
    prediction_id uuid primary key,
    organization_id uuid not null,
    provider text not null,
    endpoint text not null,
    streams boolean not null,
    price_micros_per_second bigint not null,
    run_limit_seconds integer not null,
    callback_token uuid not null default gen_random_uuid(),
    provider_job_id text check (length(provider_job_id) <= 200),
    called_back boolean not null default false,
    attempts integer not null default 0,
    losses integer not null default 0,
    polls integer not null default 0,
    fence bigint not null default 0,
    due_at timestamptz not null,
    give_up_at timestamptz not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index dispatch_due on inference.dispatch (due_at);

-- One row for each API call.
create table inference.usage_log (
    occurred_at timestamptz not null,
    organization_id uuid not null,
    person_id uuid,
    api_key_id uuid,
    request_id text not null check (length(request_id) <= 64),
    method text not null check (length(method) <= 16),
    route text not null check (length(route) <= 200),
    status smallint not null,
    duration_micros bigint not null
) partition by range (occurred_at);
create index usage_log_organization on inference.usage_log (organization_id, occurred_at);

do $$
declare
    name text;
begin
    foreach name in array array['prediction', 'payload_inflight', 'payload', 'dispatch', 'usage_log'] loop
        execute format('alter table inference.%I enable row level security', name);
        execute format('alter table inference.%I force row level security', name);
        execute format('create policy batch on inference.%I to in2p_batch using (true) with check (true)', name);
        execute format('create policy tenant on inference.%I to in2p_app
            using (organization_id = (select kernel.current_organization()))
            with check (organization_id = (select kernel.current_organization()))', name);
    end loop;
end $$;
grant select on inference.prediction, inference.payload_inflight, inference.payload, inference.usage_log to in2p_app;
grant select, insert, update, delete on inference.prediction, inference.payload_inflight, inference.payload,
    inference.dispatch, inference.usage_log to in2p_batch;

-- Accepts many predictions in one statement: holds, rows, payloads, and the dispatch rows that are the outbox of the work. Answers the
-- ids that were accepted; the others lack credit. It spans organizations (group commit), hence the batch role; the
-- application calls it with the organization it authenticated.
create function inference.admit(
    ids uuid[], organizations uuid[], persons uuid[], api_keys uuid[], model_ids uuid[], models text[], versions text[],
    providers text[], endpoints text[], streams boolean[], currencies char(3)[], prices bigint[], run_limits integer[],
    holds bigint[], inputs bytea[], at timestamptz, queue_limit interval)
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

    insert into inference.payload_inflight (prediction_id, organization_id, input)
    select t.id, t.organization_id, t.input
    from unnest(ids, organizations, inputs) t (id, organization_id, input)
    where t.id = any (covered);

    insert into inference.dispatch
        (prediction_id, organization_id, provider, endpoint, streams, price_micros_per_second, run_limit_seconds, due_at, give_up_at)
    select t.id, t.organization_id, t.provider, t.endpoint, t.streams, t.price, t.run_limit, at,
        at + queue_limit + make_interval(secs => t.run_limit)
    from unnest(ids, organizations, providers, endpoints, streams, prices, run_limits)
        t (id, organization_id, provider, endpoint, streams, price, run_limit)
    where t.id = any (covered);

    return coalesce(covered, array[]::uuid[]);
end $$;

-- Ends predictions, all of it in one transaction: the dispatch row goes, the status becomes final, the payload moves to the partition
-- in which it will end, the hold is settled. Only who holds the newest fence can; answers the ids that it ended.
create function inference.finish(
    ids uuid[], fences bigint[], statuses text[], started timestamptz[], runs bigint[], costs bigint[],
    outputs bytea[], errors text[], at timestamptz, keep interval)
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
    insert into inference.payload (prediction_id, organization_id, expires_at, input, output, error)
    select m.prediction_id, m.organization_id, at + keep, m.input, coalesce(t.output, m.output), t.error
    from moved m join unnest(ids, outputs, errors) t (id, output, error) on t.id = m.prediction_id;

    perform billing.settle_holds(
        (select array_agg(t.id order by t.id) from unnest(ids) t (id) where t.id = any (ended)),
        (select array_agg(t.cost order by t.id) from unnest(ids, costs) t (id, cost) where t.id = any (ended)),
        at);
    return ended;
end $$;

-- Ends a prediction because its owner says so, whatever it is doing; false when it had already ended. The provider is told by the
-- outbox, so that a crash cannot leave a GPU running.
create function inference.cancel(organization uuid, wanted uuid, outbox_id uuid, at timestamptz, keep interval) returns boolean
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
        array[null::bigint], array[0::bigint], array[null::bytea], array[null::text], at, keep);
    if found_row.provider_job_id is not null then
        insert into kernel.outbox (id, organization_id, topic, payload, due_at, created_at)
        values (outbox_id, organization, 'provider-cancel', json_build_object('provider', found_row.provider,
            'endpoint', found_row.endpoint, 'job', found_row.provider_job_id)::text, at, at);
    end if;
    return true;
end $$;

-- Each terminal prediction has its hold closed, each open one has it pending, and what is charged was a success.
create function inference.verify_settlement() returns table (name text, ok boolean, detail text)
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select 'I9 an ended prediction waits for nothing, an open one is dispatched',
            count(*) filter (where (p.completed_at is null) <> (d.prediction_id is not null)) = 0,
            count(*) || ' predictions, ' || count(*) filter (where (p.completed_at is null) <> (d.prediction_id is not null)) || ' differ'
        from inference.prediction p left join inference.dispatch d on d.prediction_id = p.id
        union all
        select 'I10 only a success costs', count(*) = 0, count(*) || ' charged without a success'
        from inference.prediction p
        where coalesce(p.cost_micros, 0) > 0 and p.status <> 'succeeded';
    end;

-- Partitions are made ahead of time and dropped whole. Bounds are in UTC; a partition made twice is no error. The partition
-- itself admits nobody: rows are reached through the parent, whose policies decide.
create function inference.make_partition(parent text, lower_bound timestamptz, upper_bound timestamptz) returns boolean
    language plpgsql security definer set search_path = pg_catalog set timezone = 'UTC'
as $$
declare
    partition text := parent || to_char(lower_bound, '_YYYYMMDD"T"HH24');
begin
    if parent not in ('payload', 'usage_log') then
        raise exception 'not a partitioned store';
    end if;
    perform pg_advisory_xact_lock(hashtext('inference.make_partition')); -- two nodes may prepare at the same time
    if to_regclass(format('inference.%I', partition)) is not null then
        return false;
    end if;
    execute format('create table inference.%I partition of inference.%I for values from (%L) to (%L)',
        partition, parent, lower_bound, upper_bound);
    execute format('alter table inference.%I enable row level security', partition);
    execute format('alter table inference.%I force row level security', partition);
    return true;
end $$;

-- The partitions of a store with their bounds, oldest first.
create view inference.partitions as
select parent.relname as store, child.relname as partition,
    substring(pg_get_expr(child.relpartbound, child.oid) from 'FROM \(''([^'']+)''\)')::timestamptz as lower_bound,
    substring(pg_get_expr(child.relpartbound, child.oid) from 'TO \(''([^'']+)''\)')::timestamptz as upper_bound
from pg_class child
    join pg_inherits i on i.inhrelid = child.oid
    join pg_class parent on parent.oid = i.inhparent
    join pg_namespace n on n.oid = parent.relnamespace
where n.nspname = 'inference' and parent.relname in ('payload', 'usage_log') and child.relkind = 'r';

-- Drops one partition whose upper bound has passed, and nothing else.
create function inference.drop_partition(wanted text, passed timestamptz) returns void
    language plpgsql security definer set search_path = pg_catalog set timezone = 'UTC' set lock_timeout = '2s'
as $$
begin
    if not exists (select from inference.partitions p where p.partition = wanted and p.upper_bound <= passed) then
        raise exception 'partition % is not due', wanted;
    end if;
    execute format('drop table inference.%I', wanted);
end $$;

alter function inference.admit(uuid[], uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], boolean[], char[],
    bigint[], integer[], bigint[], bytea[], timestamptz, interval) owner to in2p_batch;
alter function inference.cancel(uuid, uuid, uuid, timestamptz, interval) owner to in2p_batch;
alter function inference.verify_settlement() owner to in2p_batch;
revoke create on schema inference from in2p_batch;
revoke execute on all functions in schema inference from public;
grant execute on function inference.finish(uuid[], bigint[], text[], timestamptz[], bigint[], bigint[], bytea[], text[],
    timestamptz, interval), inference.make_partition(text, timestamptz, timestamptz),
    inference.drop_partition(text, timestamptz) to in2p_batch;
grant execute on function inference.admit(uuid[], uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], boolean[],
    char[], bigint[], integer[], bigint[], bytea[], timestamptz, interval),
    inference.cancel(uuid, uuid, uuid, timestamptz, interval) to in2p_app;
grant execute on function inference.verify_settlement() to in2p_app, in2p_batch, in2p_audit;
grant select on inference.partitions to in2p_batch;
