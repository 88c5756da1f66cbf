-- What the holder of a certificate checks it with: every key that ever signed stays.
create table compliance.evidence_key (
    kid text primary key check (length(kid) = 43),
    public_key bytea not null check (length(public_key) = 32), -- Ed25519
    first_used_at timestamptz not null
);

-- The answer to a request, signed. A request has one.
create table compliance.certificate (
    id uuid primary key,
    request_id uuid not null unique,
    jws text not null check (length(jws) <= 131072),
    evidence_seq bigint not null,
    created_at timestamptz not null
);

create trigger append_only before update or delete on compliance.evidence_key
    for each row execute function compliance.refuse_change();
create trigger no_truncate before truncate on compliance.evidence_key
    for each statement execute function compliance.refuse_change();
create trigger append_only before update or delete on compliance.certificate
    for each row execute function compliance.refuse_change();
create trigger no_truncate before truncate on compliance.certificate
    for each statement execute function compliance.refuse_change();
alter table compliance.evidence_key enable always trigger append_only, enable always trigger no_truncate;
alter table compliance.certificate enable always trigger append_only, enable always trigger no_truncate;

grant select, insert on compliance.evidence_key, compliance.certificate to in2p_batch;
grant select on compliance.evidence_key, compliance.certificate to in2p_audit;
