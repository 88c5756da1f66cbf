-- Restriction and objection, enforced where the rows are: a transaction must say for which purpose it works, and sees nothing of an
-- organization that this purpose is closed for. Every tenant policy asks kernel.current_organization(), so no policy has to be written anew.
create table kernel.closed_purpose (
    organization_id uuid not null,
    purpose text not null check (purpose in ('account', 'payments', 'inference', 'billing', 'email', 'abuse', 'trends', 'legal')),
    ground text not null check (ground in ('restriction', 'objection', 'global-privacy-control', 'erasure')),
    since timestamptz not null,
    primary key (organization_id, purpose, ground)
);
alter table kernel.closed_purpose enable row level security;
alter table kernel.closed_purpose force row level security;
-- Not by current_organization(): that one asks this table.
create policy tenant on kernel.closed_purpose to in2p_app
    using (organization_id = nullif(current_setting('app.organization', true), '')::uuid)
    with check (organization_id = nullif(current_setting('app.organization', true), '')::uuid);
create policy batch on kernel.closed_purpose to in2p_batch using (true) with check (true);
create policy analytics on kernel.closed_purpose for select to in2p_analytics using (purpose = 'trends');
grant usage on schema kernel to in2p_analytics;
grant select, insert, delete on kernel.closed_purpose to in2p_app, in2p_batch;
grant select on kernel.closed_purpose to in2p_analytics, in2p_audit;

-- The organization of the running transaction, if its purpose is open for it. Null, and so no row at all, without an organization, without a
-- purpose, and for a purpose that is closed.
create or replace function kernel.current_organization() returns uuid
    language sql stable parallel safe
    return (
        select t.organization_id
        from (select nullif(current_setting('app.organization', true), '')::uuid as organization_id,
                nullif(current_setting('app.purpose', true), '') as purpose) t
        where t.purpose is not null and not exists (
            select from kernel.closed_purpose c where c.organization_id = t.organization_id and c.purpose = t.purpose));
