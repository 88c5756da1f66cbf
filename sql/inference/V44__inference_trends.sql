-- Trends: sums over groups of at least ten organizations, computed by a role that sees no content, no person, and nothing of who objected.
create table inference.usage_trend (
    day date not null,
    route text not null,
    calls bigint not null,
    failed bigint not null,
    organizations integer not null check (organizations >= 10),
    median_micros bigint not null,
    primary key (day, route)
);
grant usage on schema inference to in2p_analytics;
grant select (occurred_at, organization_id, route, status, duration_micros) on inference.usage_log to in2p_analytics;
create policy analytics on inference.usage_log for select to in2p_analytics
    using (not exists (select from kernel.closed_purpose c
        where c.organization_id = usage_log.organization_id and c.purpose = 'trends'));
grant select, insert, update, delete on inference.usage_trend to in2p_analytics;
grant select on inference.usage_trend to in2p_batch, in2p_audit;
