-- What the record of processing (GDPR art. 30) said, each time it said something new: what was on record on a day can be shown later.
create table compliance.processing_record (
    version integer primary key check (version > 0),
    csv text not null,
    json_ld text not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'), -- of the CSV
    catalogue_sha256 text not null check (catalogue_sha256 ~ '^[0-9a-f]{64}$'),
    made_at timestamptz not null
);

-- How a conflict between policy and law was decided: counsel's paper stays outside, its digest and two members of staff stand for it.
create table compliance.conflict_decision (
    id uuid primary key,
    conflict text not null check (conflict ~ '^X[0-9]{1,3}$'),
    option text not null check (length(option) between 1 and 60),
    document_sha256 text not null check (document_sha256 ~ '^[0-9a-f]{64}$'),
    asked_at timestamptz not null,
    document text, -- what was signed
    signature text,
    decided_at timestamptz,
    check (num_nulls(document, signature, decided_at) in (0, 3))
);
create index conflict_decision_conflict on compliance.conflict_decision (conflict, decided_at desc);

create trigger append_only before update or delete on compliance.processing_record
    for each row execute function compliance.refuse_change();
create trigger append_only before update or delete on compliance.conflict_decision
    for each row when (old.decided_at is not null) execute function compliance.refuse_change();

grant select, insert on compliance.processing_record to in2p_batch;
grant select, insert, update on compliance.conflict_decision to in2p_batch;
grant select on compliance.processing_record, compliance.conflict_decision to in2p_audit;
