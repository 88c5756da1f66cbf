-- A deployment is a name for a version with a configuration; each change is a release with the next number. Models may be other people's, and go:
-- the release keeps what it was called.
create table models.deployment (
    id uuid primary key,
    organization_id uuid not null,
    owner text not null,
    name text not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    current_release integer not null,
    created_at timestamptz not null,
    unique (owner, name)
);
create index deployment_organization on models.deployment (organization_id, id);

create table models.deployment_release (
    deployment_id uuid not null references models.deployment on delete cascade,
    number integer not null,
    organization_id uuid not null,
    model_id uuid not null,
    model text not null,
    version_id text not null,
    hardware text not null check (length(hardware) <= 60),
    min_instances smallint not null,
    max_instances smallint not null,
    created_by uuid not null,
    created_at timestamptz not null,
    check (min_instances between 0 and 5 and max_instances between min_instances and 20),
    primary key (deployment_id, number)
);
create index deployment_release_organization on models.deployment_release (organization_id);
create index deployment_release_model_owner on models.deployment_release (split_part(model, '/', 1));
alter index models.deployment_release_model_owner alter column 1 set statistics 0;

do $$
declare
    name text;
    place text[];
begin
    foreach name in array array['deployment', 'deployment_release'] loop
        execute format('alter table models.%I enable row level security', name);
        execute format('alter table models.%I force row level security', name);
        execute format('create policy batch on models.%I to in2p_batch using (true) with check (true)', name);
        execute format('create policy tenant on models.%I to in2p_app
            using (organization_id = (select kernel.current_organization()))
            with check (organization_id = (select kernel.current_organization()))', name);
        execute format('grant select, delete on models.%I to in2p_batch', name);
    end loop;
    foreach place slice 1 in array array[
        ['deployment', 'owner'], ['deployment', 'name'], ['deployment_release', 'model'], ['deployment_release', 'version_id'],
        ['deployment_release', 'hardware']]
    loop
        execute format('alter table models.%I alter column %I set statistics 0', place[1], place[2]);
    end loop;
end $$;
grant select, insert, update, delete on models.deployment to in2p_app;
grant select, insert on models.deployment_release to in2p_app;
grant update (model) on models.deployment_release to in2p_batch; -- an erasure takes the name of a model's owner out of it
