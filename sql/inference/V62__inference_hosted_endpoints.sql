-- An endpoint can be one that the platform itself makes at a provider. What its owner wants is written here first, together with an order in the
-- outbox; what the provider has said of it stands beside it.
alter table inference.endpoint
    alter column access drop not null, -- until the provider has given an address
    add column wanted bytea, -- image, machine, replicas and environment, sealed; null: somebody else made it
    add column paused boolean not null default false,
    add column deleting boolean not null default false,
    add column revision integer not null default 0, -- one more with each change of what is wanted
    add column applied integer not null default 0, -- the last one that the provider has
    add column provider_id text check (length(provider_id) <= 100),
    add column state text check (state in ('pending', 'ready', 'paused', 'failed', 'deleting')),
    add column failure text check (length(failure) <= 30),
    add column checked_at timestamptz,
    add column busy_until timestamptz, -- somebody is talking to the provider about it
    add check (wanted is not null or access is not null),
    add check ((wanted is null) = (state is null));
alter table inference.endpoint alter column wanted set statistics 0, alter column provider_id set statistics 0;
create index endpoint_provider_id on inference.endpoint (provider, provider_id) where provider_id is not null;
grant update (region, wanted, paused, deleting, revision, state, failure) on inference.endpoint to in2p_app;
