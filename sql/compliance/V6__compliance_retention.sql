-- Runs of the retention job. The heartbeat tells a run that is at work from one whose process died: that one is taken up again.
create schema compliance;
grant usage on schema compliance to in2p_batch, in2p_audit;

create table compliance.retention_run (
    id uuid primary key,
    requested_by uuid,
    state text not null check (state in ('running', 'completed', 'failed')),
    execution_id bigint,
    started_at timestamptz not null,
    heartbeat_at timestamptz not null,
    ended_at timestamptz,
    units_made integer not null default 0,
    units_dropped integer not null default 0,
    check ((state = 'running') = (ended_at is null))
);
create unique index retention_run_single on compliance.retention_run ((true)) where state = 'running';
grant select, insert, update on compliance.retention_run to in2p_batch;
grant select on compliance.retention_run to in2p_audit;
