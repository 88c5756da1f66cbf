-- Versions of the published policies. A version never changes; a material one counts only after everybody was told and had time.
create table compliance.policy_version (
    kind text not null check (kind in ('privacy', 'cookies')),
    version integer not null check (version > 0),
    document text not null, -- the text as JSON
    facts text[] not null, -- what is compared to tell a material change
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    catalogue_sha256 text not null check (catalogue_sha256 ~ '^[0-9a-f]{64}$'),
    material boolean not null,
    reasons text[] not null,
    created_at timestamptz not null,
    effective_at timestamptz,
    primary key (kind, version)
);
create function compliance.refuse_policy_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.effective_at is null
        and (old.kind, old.version, old.document, old.facts, old.sha256, old.catalogue_sha256, old.material, old.reasons, old.created_at)
            = (new.kind, new.version, new.document, new.facts, new.sha256, new.catalogue_sha256, new.material, new.reasons, new.created_at)
    then
        return new;
    end if;
    raise exception 'versions of a policy do not change';
end $$;
create trigger unchangeable before update or delete on compliance.policy_version
    for each row execute function compliance.refuse_policy_change();

-- Who was told of which version, and who has said that he read it.
create table compliance.policy_notice (
    organization_id uuid not null,
    person_id uuid not null,
    kind text not null,
    version integer not null,
    mailed_at timestamptz,
    acknowledged_at timestamptz,
    primary key (person_id, kind, version)
);
create index policy_notice_organization on compliance.policy_notice (organization_id);

alter table compliance.policy_notice enable row level security;
alter table compliance.policy_notice force row level security;
create policy tenant on compliance.policy_notice to in2p_app
    using (organization_id = (select kernel.current_organization()))
    with check (organization_id = (select kernel.current_organization()));
create policy batch on compliance.policy_notice to in2p_batch using (true) with check (true);
grant select on compliance.policy_version to in2p_app, in2p_audit;
grant select, insert, update on compliance.policy_version to in2p_batch;
grant select, insert, update on compliance.policy_notice to in2p_app;
grant select, insert, update, delete on compliance.policy_notice to in2p_batch;
grant select on compliance.policy_notice to in2p_audit;
