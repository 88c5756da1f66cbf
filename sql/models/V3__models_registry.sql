-- The registry: models, and versions that never change.
create schema models;
grant usage on schema models to in2p_app, in2p_batch, in2p_audit;

create table models.model (
    id uuid primary key,
    organization_id uuid not null,
    owner text not null,
    name text not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    description text not null check (length(description) <= 4000),
    visibility text not null check (visibility in ('public', 'private')),
    hardware text not null check (length(hardware) <= 60),
    tags text[] not null check (cardinality(tags) <= 20),
    latest_version_id text,
    created_at timestamptz not null,
    version integer not null default 0,
    unique (owner, name)
);
create index model_organization on models.model (organization_id, id);
create index model_public on models.model (id) where visibility = 'public';

-- The id is the SHA-256 of the content, so a version cannot change without becoming another one.
create table models.model_version (
    id text primary key check (id ~ '^[0-9a-f]{64}$'),
    model_id uuid not null references models.model,
    organization_id uuid not null,
    input_schema text not null,
    output_schema text not null,
    default_example text,
    price_micros_per_second bigint not null check (price_micros_per_second >= 0),
    currency char(3) not null,
    run_limit_seconds integer not null check (run_limit_seconds between 5 and 604800),
    provider text not null check (length(provider) <= 30),
    endpoint text not null check (endpoint ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'),
    created_at timestamptz not null
);
create index model_version_model on models.model_version (model_id, created_at desc, id);

alter table models.model enable row level security;
alter table models.model force row level security;
alter table models.model_version enable row level security;
alter table models.model_version force row level security;

-- Public models are readable by every caller; only the owner writes.
create policy readable on models.model for select to in2p_app
    using ((select kernel.current_organization()) is not null
        and (visibility = 'public' or organization_id = (select kernel.current_organization())));
create policy written on models.model for insert to in2p_app
    with check (organization_id = (select kernel.current_organization()));
create policy changed on models.model for update to in2p_app
    using (organization_id = (select kernel.current_organization()))
    with check (organization_id = (select kernel.current_organization()));
create policy batch on models.model to in2p_batch using (true) with check (true);
create policy readable on models.model_version for select to in2p_app
    using (exists (select from models.model m where m.id = model_id));
create policy written on models.model_version for insert to in2p_app
    with check (organization_id = (select kernel.current_organization()));
create policy batch on models.model_version to in2p_batch using (true) with check (true);

grant select, insert, update on models.model to in2p_app;
grant select, insert on models.model_version to in2p_app;
grant select on models.model, models.model_version to in2p_batch;
