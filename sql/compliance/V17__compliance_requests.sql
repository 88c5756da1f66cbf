-- Requests about rights. A request holds who asked as long as it is open; closing an erasure empties person_id, organization_id and contact.
create table compliance.request (
    id uuid primary key,
    kind text not null check (kind in ('access', 'portability', 'erasure', 'rectification', 'restriction', 'objection', 'child',
        'grievance', 'withdrawal')),
    regime text not null check (regime in ('gdpr', 'dpdp')),
    channel text not null check (channel in ('self-service', 'mail', 'staff')),
    person_id uuid,
    organization_id uuid,
    subject_ref bytea, -- keyed digest of the person's id, for the evidence
    state text not null check (state in ('received', 'verifying', 'planned', 'awaiting-approval', 'cooling', 'running',
        'waiting-processor', 'blocked-by-hold', 'failed', 'closed')),
    outcome text check (outcome in ('done', 'canceled', 'refused', 'unverified')),
    refusal_article text check (length(refusal_article) <= 60),
    identity_level smallint not null default 0, -- 0 nobody looked, 1 a link mailed to the address, 2 signed in, 3 signed in again just now
    details jsonb not null default '{}', -- parameters of the kind: codes, ids, dates; never content
    contact bytea, -- sealed address of somebody who wrote by mail
    policy_version integer not null,
    catalogue_sha256 text not null check (catalogue_sha256 ~ '^[0-9a-f]{64}$'), -- pinned: the request is carried out under what it was made under
    received_at timestamptz not null,
    verified_at timestamptz,
    due_at timestamptz not null,
    extended_until timestamptz,
    cooling_until timestamptz,
    contact_purge_at timestamptz,
    alerted smallint not null default 0, -- per cent of the time that was last alerted
    certificate_id uuid,
    closed_at timestamptz,
    version integer not null default 0,
    check ((state = 'closed') = (outcome is not null and closed_at is not null))
);
-- One active request of a kind.
create unique index request_active on compliance.request (person_id, kind) where state <> 'closed' and person_id is not null;
create index request_organization on compliance.request (organization_id, id);
create index request_due on compliance.request (due_at) where state <> 'closed';

-- What a request is made of: one row for each group of elements. Nothing is done before its rows were counted with the same predicate, and
-- done means that the count came out: no rows is no success by itself.
create table compliance.request_task (
    request_id uuid not null,
    seq integer not null,
    element text not null check (length(element) <= 200), -- a table, a processor, a store
    action text not null check (action in ('delete', 'forget', 'keep', 'processor', 'shred', 'scan', 'freeze', 'settle', 'export')),
    state text not null default 'planned' check (state in ('planned', 'running', 'done', 'retained', 'waiting-processor', 'failed')),
    expected bigint not null default 0,
    affected bigint not null default 0,
    remaining bigint,
    retained bigint not null default 0,
    reason text check (length(reason) <= 400), -- why something stays
    retained_until date,
    attempts integer not null default 0,
    error_code text check (length(error_code) <= 100),
    started_at timestamptz,
    ended_at timestamptz,
    primary key (request_id, seq),
    check (state <> 'done' or (remaining = 0 and affected + retained = expected))
);

-- Somebody else's yes. It counts for exactly one plan: when the plan changes, its digest does, and the approval is void.
create table compliance.approval (
    id uuid primary key,
    object uuid not null,
    action text not null check (length(action) <= 60),
    plan_sha256 text not null check (plan_sha256 ~ '^[0-9a-f]{64}$'),
    asked_by uuid not null,
    asked_at timestamptz not null,
    decided_by uuid,
    decision text check (decision in ('approved', 'refused')),
    decided_at timestamptz,
    reason text check (length(reason) <= 400),
    expires_at timestamptz not null,
    check (decided_by is null or decided_by <> asked_by),
    check ((decided_by is null) = (decision is null) and (decision is null) = (decided_at is null))
);
create index approval_object on compliance.approval (object, asked_at desc);

-- That somebody was here: no name, no id, no link back.
create table compliance.tombstone (
    token uuid primary key,
    erased_on date not null,
    retained text[] not null
);

alter table compliance.request enable row level security;
alter table compliance.request force row level security;
create policy tenant on compliance.request to in2p_app
    using (organization_id = (select kernel.current_organization()))
    with check (organization_id = (select kernel.current_organization()));
create policy batch on compliance.request to in2p_batch using (true) with check (true);
grant usage on schema compliance to in2p_app;
grant select, insert, update on compliance.request to in2p_app;
grant select, insert, update, delete on compliance.request, compliance.request_task, compliance.approval, compliance.tombstone to in2p_batch;
grant select on compliance.request, compliance.request_task, compliance.approval, compliance.tombstone to in2p_audit;
