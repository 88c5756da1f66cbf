-- What every module stands on: who may see a row, and the outbox that carries work across a crash.
create schema kernel;
grant usage on schema kernel to in2p_app, in2p_batch, in2p_ledger, in2p_audit;

-- The organization of the running transaction. Null, and so no row at all, when nobody set it: a pooled connection
-- that set it once reads '' afterwards, hence the nullif.
create function kernel.current_organization() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('app.organization', true), '')::uuid;

-- One row is one piece of work that must happen after its transaction has committed: a mail, a cancel at a provider.
-- Payloads hold ids and parameters, never content or addresses.
create table kernel.outbox (
    id uuid primary key,
    organization_id uuid not null,
    topic text not null check (length(topic) <= 60),
    payload text not null check (length(payload) <= 4000),
    attempts integer not null default 0,
    due_at timestamptz not null,
    created_at timestamptz not null,
    error_code text
);
create index outbox_due on kernel.outbox (due_at);

alter table kernel.outbox enable row level security;
alter table kernel.outbox force row level security;
create policy tenant on kernel.outbox to in2p_app
    using (organization_id = (select kernel.current_organization()))
    with check (organization_id = (select kernel.current_organization()));
create policy batch on kernel.outbox to in2p_batch using (true) with check (true);

grant insert on kernel.outbox to in2p_app;
grant select, insert, update, delete on kernel.outbox to in2p_batch;
