-- Runs of the batch jobs of every kind. The heartbeat tells a run that is at work from one whose process died; the fence keeps a thread that
-- comes back late from writing: each takeover raises it, and each chunk checks it in its own transaction.
create table compliance.job_run (
    id uuid primary key,
    job text not null check (length(job) <= 60),
    subject uuid, -- the request or upload that the run is about, if it is about one
    dry_run boolean not null default false,
    requested_by uuid, -- a member of staff; null for the schedule
    state text not null check (state in ('running', 'parked', 'completed', 'failed', 'stopped')),
    exit_status text check (length(exit_status) <= 200),
    execution_id bigint,
    fence bigint not null default 1,
    counts jsonb not null default '{}', -- numbers by name
    started_at timestamptz not null,
    heartbeat_at timestamptz not null,
    ended_at timestamptz,
    check ((state in ('completed', 'failed', 'stopped')) = (ended_at is not null))
);
-- One run of a job about one thing at a time.
create unique index job_run_single on compliance.job_run (job, coalesce(subject, '00000000-0000-0000-0000-000000000000'))
    where state in ('running', 'parked');
create index job_run_job on compliance.job_run (job, started_at desc);
grant select, insert, update, delete on compliance.job_run to in2p_batch;
grant select on compliance.job_run to in2p_audit;
