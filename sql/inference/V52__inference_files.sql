-- Files: what callers upload for their predictions, and outputs that are too large to stand in a prediction. The content lies in pieces, each
-- sealed apart, so that a range opens only what it needs. Deleting the row of a file deletes all of it.
create table inference.file (
    id uuid primary key,
    organization_id uuid not null,
    prediction_id uuid, -- whose output it is; null: it was uploaded
    sealed_key bytea not null check (length(sealed_key) <= 100),
    size bigint check (size >= 0),
    details bytea, -- name, type, digest and the caller's metadata, sealed
    created_at timestamptz not null,
    expires_at timestamptz not null,
    check ((size is null) = (details is null)) -- until the upload is complete
);
create index file_organization on inference.file (organization_id, id);
create index file_expires on inference.file (expires_at);

create table inference.file_chunk (
    file_id uuid not null references inference.file on delete cascade,
    seq integer not null check (seq >= 0),
    organization_id uuid not null,
    sealed_key bytea not null check (length(sealed_key) <= 100), -- the file's: who takes all along reads pieces by themselves
    content bytea not null,
    primary key (file_id, seq)
);
create index file_chunk_organization on inference.file_chunk (organization_id);
alter table inference.file_chunk alter column content set storage external; -- what is sealed cannot be compressed
alter table inference.file alter column details set statistics 0, alter column sealed_key set statistics 0;
alter table inference.file_chunk alter column content set statistics 0, alter column sealed_key set statistics 0;

do $$
declare
    name text;
begin
    foreach name in array array['file', 'file_chunk'] loop
        execute format('alter table inference.%I enable row level security', name);
        execute format('alter table inference.%I force row level security', name);
        execute format('create policy batch on inference.%I to in2p_batch using (true) with check (true)', name);
        execute format('create policy tenant on inference.%I to in2p_app
            using (organization_id = (select kernel.current_organization()))
            with check (organization_id = (select kernel.current_organization()))', name);
    end loop;
end $$;
grant select, insert, delete on inference.file, inference.file_chunk to in2p_app;
grant update (size, details) on inference.file to in2p_app;
grant select, insert, update, delete on inference.file, inference.file_chunk to in2p_batch;

-- Who follows a link shows nothing else: before the file is found there is no organization to set.
grant create on schema inference to in2p_batch;
create function inference.find_file_owner(wanted uuid) returns uuid
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select f.organization_id from inference.file f where f.id = wanted;
    end;
alter function inference.find_file_owner(uuid) owner to in2p_batch;
revoke create on schema inference from in2p_batch;
revoke execute on function inference.find_file_owner(uuid) from public;
grant execute on function inference.find_file_owner(uuid) to in2p_app;
