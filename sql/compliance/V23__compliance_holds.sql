-- Legal holds: what one covers is not deleted, whatever a rule says. A hold counts from its opening; nobody confirmed it within a week, it
-- lapses. Two people open it, two people release it.
create table compliance.legal_hold (
    id uuid primary key,
    organization_id uuid, -- null: of every organization
    table_name text check (length(table_name) <= 100), -- null: in every table
    starts_at timestamptz, -- of the event from which the time of a row counts
    ends_at timestamptz,
    reason text not null check (length(reason) between 1 and 400),
    instrument text not null check (length(instrument) between 1 and 200),
    opened_by uuid not null,
    opened_at timestamptz not null,
    review_by timestamptz not null,
    approved_by uuid,
    approved_at timestamptz,
    release_asked_by uuid,
    release_asked_at timestamptz,
    released_by uuid,
    released_at timestamptz,
    check (organization_id is not null or table_name is not null),
    check (starts_at is null or ends_at is null or starts_at < ends_at),
    check (review_by > opened_at and review_by <= opened_at + interval '180 days'),
    check (approved_by is null or approved_by <> opened_by),
    check ((approved_by is null) = (approved_at is null)),
    check ((release_asked_by is null) = (release_asked_at is null)),
    check ((released_by is null) = (released_at is null)),
    check (released_by is null or (release_asked_by is not null and released_by <> release_asked_by))
);
create index legal_hold_open on compliance.legal_hold (opened_at) where released_at is null;
alter table compliance.legal_hold alter column reason set statistics 0;
alter table compliance.legal_hold alter column instrument set statistics 0;

-- Rows under a hold out of partitions that were dropped. The product's role cannot see them.
create table compliance.held_row (
    id uuid primary key default gen_random_uuid(),
    organization_id uuid,
    table_name text not null,
    event_at timestamptz not null,
    held_at timestamptz not null default now(),
    content jsonb not null
);
create index held_row_organization on compliance.held_row (organization_id, table_name);
alter table compliance.held_row alter column content set statistics 0;

do $$
declare
    name text;
begin
    foreach name in array array['legal_hold', 'held_row'] loop
        execute format('alter table compliance.%I enable row level security', name);
        execute format('alter table compliance.%I force row level security', name);
        execute format('create policy batch on compliance.%I to in2p_batch using (true) with check (true)', name);
    end loop;
end $$;
grant select, insert, update, delete on compliance.legal_hold to in2p_batch;
grant select, insert, delete on compliance.held_row to in2p_batch;

-- The tasks of a request end with it.
alter table compliance.request_task add foreign key (request_id) references compliance.request on delete cascade;

create index job_run_ended on compliance.job_run (ended_at);
create index request_closed on compliance.request (closed_at) where closed_at is not null;
