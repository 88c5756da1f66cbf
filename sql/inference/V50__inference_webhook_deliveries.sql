-- Webhooks: what has to be told, to whom, and how that went. A row is made in the transaction of the change that it tells, and holds no content:
-- the message is made from the prediction when it is sent.
create table inference.webhook_delivery (
    id uuid primary key,
    prediction_id uuid not null,
    organization_id uuid not null,
    event text not null check (event in ('start', 'output', 'logs', 'completed')),
    state text not null default 'pending' check (state in ('pending', 'delivered', 'failed', 'disabled')),
    receiver uuid,
    attempts integer not null default 0,
    fence bigint not null default 0,
    status integer,
    failure text check (length(failure) <= 40),
    created_at timestamptz not null,
    attempted_at timestamptz,
    due_at timestamptz,
    check ((state = 'pending') = (due_at is not null))
) with (fillfactor = 70);
-- A lane for each receiver, with what can be sent to it; and what is in no lane, because it is new or waits for its next attempt.
create index webhook_delivery_lane on inference.webhook_delivery (receiver, due_at) where due_at is not null;
create index webhook_delivery_unassigned on inference.webhook_delivery (due_at) where due_at is not null and receiver is null;
create index webhook_delivery_organization on inference.webhook_delivery (organization_id, id);
create index webhook_delivery_prediction on inference.webhook_delivery (prediction_id);
create index webhook_delivery_created on inference.webhook_delivery (created_at);

-- The lane of a prediction's receiver, once somebody has opened its URL.
alter table inference.webhook add column receiver uuid;

-- Keys of an organization that sign what is sent to it. One has no end; the one before it signs beside it for a while.
create table inference.webhook_secret (
    id uuid primary key,
    organization_id uuid not null,
    secret bytea not null,
    created_at timestamptz not null,
    ends_at timestamptz
);
create unique index webhook_secret_present on inference.webhook_secret (organization_id) where ends_at is null;
create index webhook_secret_organization on inference.webhook_secret (organization_id);

-- URLs whose receiver has answered 410. They lie sealed and are found by a digest.
create table inference.disabled_webhook (
    id uuid primary key,
    organization_id uuid not null,
    url bytea not null,
    url_index bytea not null,
    disabled_at timestamptz not null,
    unique (organization_id, url_index)
);

alter table inference.webhook_secret alter column secret set statistics 0;
alter table inference.disabled_webhook alter column url set statistics 0, alter column url_index set statistics 0;

do $$
declare
    name text;
begin
    foreach name in array array['webhook_delivery', 'webhook_secret', 'disabled_webhook'] loop
        execute format('alter table inference.%I enable row level security', name);
        execute format('alter table inference.%I force row level security', name);
        execute format('create policy batch on inference.%I to in2p_batch using (true) with check (true)', name);
        execute format('create policy tenant on inference.%I to in2p_app
            using (organization_id = (select kernel.current_organization()))
            with check (organization_id = (select kernel.current_organization()))', name);
        execute format('grant select, insert, update, delete on inference.%I to in2p_batch', name);
    end loop;
end $$;
grant select on inference.webhook_delivery, inference.webhook_secret, inference.disabled_webhook to in2p_app;
grant update (state, attempts, fence, status, failure, due_at) on inference.webhook_delivery to in2p_app;
grant insert, delete, update (ends_at) on inference.webhook_secret to in2p_app;
grant insert, delete on inference.disabled_webhook to in2p_app;

-- There is more output. While such news waits nothing is added to it, for it will carry what there is when it is sent; from the last one sent to the
-- next there is half a second.
create function inference.note_output(organization uuid, wanted uuid, at timestamptz) returns void
    language sql set search_path = pg_catalog
    begin atomic
        insert into inference.webhook_delivery (id, prediction_id, organization_id, event, receiver, created_at, due_at)
        select uuidv7(), w.prediction_id, w.organization_id, 'output', w.receiver, at, greatest(at, before.sent_at + interval '500 ms')
        from inference.webhook w
            cross join lateral (
                select max(d.attempted_at) as sent_at, coalesce(bool_or(d.due_at is not null and d.attempts = 0), false) as waits
                from inference.webhook_delivery d where d.prediction_id = w.prediction_id and d.event = 'output') before
        where w.organization_id = organization and w.prediction_id = wanted and 'output' = any (w.events) and not before.waits;
    end;

-- Whatever changes the state of predictions tells it; for a prediction without a webhook this is one look into an index.
create function inference.note_states() returns trigger
    language plpgsql set search_path = pg_catalog
as $$
begin
    if not exists (select from changed n join inference.webhook w on w.organization_id = n.organization_id and w.prediction_id = n.id) then
        return null;
    end if;
    insert into inference.webhook_delivery (id, prediction_id, organization_id, event, receiver, created_at, due_at)
    select uuidv7(), n.id, n.organization_id, 'start', w.receiver, t.at, t.at
    from changed n join inference.webhook w on w.organization_id = n.organization_id and w.prediction_id = n.id
        join before o on o.organization_id = n.organization_id and o.id = n.id
        cross join lateral (select coalesce(n.completed_at, n.started_at) as at) t
    where o.status = 'starting' and n.status in ('processing', 'succeeded') and 'start' = any (w.events);

    perform inference.note_output(n.organization_id, n.id, n.completed_at)
    from changed n join inference.webhook w on w.organization_id = n.organization_id and w.prediction_id = n.id
        join before o on o.organization_id = n.organization_id and o.id = n.id
    where n.status = 'succeeded' and o.status <> n.status;

    insert into inference.webhook_delivery (id, prediction_id, organization_id, event, receiver, created_at, due_at)
    select uuidv7(), n.id, n.organization_id, 'completed', w.receiver, n.completed_at, n.completed_at
    from changed n join inference.webhook w on w.organization_id = n.organization_id and w.prediction_id = n.id
        join before o on o.organization_id = n.organization_id and o.id = n.id
    where o.completed_at is null and n.completed_at is not null and 'completed' = any (w.events);
    return null;
end $$;
create trigger states_are_told after update on inference.prediction
    referencing old table as before new table as changed for each statement execute function inference.note_states();

revoke execute on function inference.note_output(uuid, uuid, timestamptz), inference.note_states() from public;
grant execute on function inference.note_output(uuid, uuid, timestamptz), inference.note_states() to in2p_batch;
