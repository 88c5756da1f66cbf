-- What compliance did, as a chain: each entry holds the hash of the one before it. It holds no personal data: objects are ids of things, never of
-- people; a person is a keyed digest, and a member of staff an alias whose meaning is in a table of its own and goes with the person.
create table compliance.evidence (
    seq bigint primary key check (seq > 0),
    at timestamptz not null, -- never before the entry before it, so that a day is one run of numbers
    actor uuid, -- alias of a member of staff; null for the system
    kind text not null check (kind ~ '^[a-z][a-z-]*$' and length(kind) <= 40),
    object text not null check (object ~ '^[A-Za-z0-9._:/#-]+$' and length(object) <= 200), -- a bound in the pattern would cost 30 µs
    subject_ref bytea check (length(subject_ref) between 16 and 64),
    body text not null check (octet_length(body) <= 16384), -- canonical JSON (RFC 8785)
    prev bytea not null check (length(prev) = 32),
    hash bytea not null check (length(hash) = 32) -- SHA-256 of prev and of the entry as canonical JSON
);
create index evidence_subject on compliance.evidence (subject_ref, seq) where subject_ref is not null;
create index evidence_verification on compliance.evidence (seq) where kind = 'verify-chain';

create table compliance.evidence_actor (
    alias uuid primary key,
    person_id uuid not null unique
);

-- One signed root for each day (UTC) from that of the first entry on, also for a day without entries: then last_seq = first_seq - 1.
create table compliance.evidence_root (
    day date primary key,
    first_seq bigint not null,
    last_seq bigint not null check (last_seq >= first_seq - 1),
    merkle_root bytea not null check (length(merkle_root) = 32), -- RFC 6962 over the hashes of the day's entries
    jws text not null check (length(jws) <= 4000),
    copied_at timestamptz -- when the copy outside was on its disk
);

create function compliance.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_relid::regclass;
end $$;

-- `always`: also while session_replication_role switches ordinary triggers off.
create trigger append_only before update or delete on compliance.evidence
    for each row execute function compliance.refuse_change();
create trigger no_truncate before truncate on compliance.evidence
    for each statement execute function compliance.refuse_change();
create trigger append_only before delete or update of day, first_seq, last_seq, merkle_root, jws on compliance.evidence_root
    for each row execute function compliance.refuse_change();
create trigger no_truncate before truncate on compliance.evidence_root
    for each statement execute function compliance.refuse_change();
alter table compliance.evidence enable always trigger append_only, enable always trigger no_truncate;
alter table compliance.evidence_root enable always trigger append_only, enable always trigger no_truncate;

grant select, insert on compliance.evidence, compliance.evidence_root to in2p_batch;
grant update (copied_at) on compliance.evidence_root to in2p_batch;
grant select, insert, delete on compliance.evidence_actor to in2p_batch;
grant select on compliance.evidence, compliance.evidence_root, compliance.evidence_actor to in2p_audit;
