-- How a request went, step by step, as its person sees it.
create table compliance.request_step (
    request_id uuid not null references compliance.request on delete cascade,
    seq integer not null,
    code text not null check (code ~ '^[a-z0-9-]{1,60}$'),
    actor text not null check (actor in ('person', 'staff', 'system')),
    at timestamptz not null,
    primary key (request_id, seq)
);
grant select, insert, delete on compliance.request_step to in2p_batch;
grant select on compliance.request_step to in2p_audit;

-- What stands for a person in the evidence: a random value. When this row goes with the person, what was written about her is about nobody.
create table compliance.subject (
    person_id uuid primary key,
    ref bytea not null unique check (length(ref) = 32)
);
grant select, insert, update, delete on compliance.subject to in2p_batch;

-- What was asked for without signing in, until it is confirmed by the link that was mailed. A row of nobody is written for an address that is
-- not known, so that the answer takes the same time.
create table compliance.intake (
    id uuid primary key,
    person_id uuid,
    kind text not null check (length(kind) <= 20),
    token_sha256 bytea unique check (length(token_sha256) = 32), -- since the mail was written; the token itself is only in the mail
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index intake_expires on compliance.intake (expires_at);
grant select, insert, update, delete on compliance.intake to in2p_batch;

-- Lists of persons that staff uploaded. Of a row that is refused nothing is kept but its line and why.
create table compliance.upload (
    id uuid primary key,
    kind text not null check (kind in ('erasure', 'access')),
    state text not null check (state in ('parsed', 'accepted')),
    row_count integer not null,
    clean_count integer not null,
    uploaded_by uuid not null,
    uploaded_at timestamptz not null,
    accepted_by uuid,
    accepted_at timestamptz,
    check ((state = 'accepted') = (accepted_at is not null and accepted_by is not null))
);
create table compliance.upload_row (
    upload_id uuid not null references compliance.upload on delete cascade,
    line integer not null check (line > 0),
    verdict text not null check (length(verdict) <= 40),
    person_id uuid,
    slice integer,
    outcome text check (length(outcome) <= 60),
    request_id uuid,
    primary key (upload_id, line)
);
create index upload_row_slice on compliance.upload_row (upload_id, slice);
create index upload_row_person on compliance.upload_row (person_id);
create table compliance.upload_slice (
    upload_id uuid not null references compliance.upload on delete cascade,
    slice integer not null check (slice > 0),
    persons integer not null,
    counts jsonb not null, -- rows by element, as they were counted when the upload was accepted
    primary key (upload_id, slice)
);
create index upload_row_approved on compliance.upload_row (upload_id, line) where outcome = 'approved';
grant select, insert, update, delete on compliance.upload, compliance.upload_row, compliance.upload_slice to in2p_batch;
grant select on compliance.upload, compliance.upload_row, compliance.upload_slice to in2p_audit;

create index approval_pending on compliance.approval (expires_at) where decision is null;
-- A job that runs every minute leaves many runs.
create index job_run_requested_by on compliance.job_run (requested_by) where requested_by is not null;
