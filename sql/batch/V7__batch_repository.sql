-- The job repository of Jakarta Batch, as Payara expects it on PostgreSQL with the table prefix
-- jbatch (Payara Micro's default; server-config sets it on Payara Server too).
create schema batch;
grant usage on schema batch to in2p_batch, in2p_audit;

create table batch.jbatchcheckpointdata (id character varying(512), obj bytea);
create table batch.jbatchjobinstancedata (
    jobinstanceid serial not null primary key,
    name character varying(512),
    apptag character varying(512)
);
create table batch.jbatchexecutioninstancedata (
    jobexecid serial not null primary key,
    jobinstanceid bigint not null references batch.jbatchjobinstancedata (jobinstanceid),
    createtime timestamp,
    starttime timestamp,
    endtime timestamp,
    updatetime timestamp,
    parameters bytea,
    batchstatus character varying(512),
    exitstatus character varying(512)
);
create table batch.jbatchstepexecutioninstancedata (
    stepexecid serial not null primary key,
    jobexecid bigint not null references batch.jbatchexecutioninstancedata (jobexecid),
    batchstatus character varying(512),
    exitstatus character varying(512),
    stepname character varying(512),
    readcount integer,
    writecount integer,
    commitcount integer,
    rollbackcount integer,
    readskipcount integer,
    processskipcount integer,
    filtercount integer,
    writeskipcount integer,
    starttime timestamp,
    endtime timestamp,
    persistentdata bytea
);
create table batch.jbatchjobstatus (
    id bigint not null references batch.jbatchjobinstancedata (jobinstanceid),
    obj bytea
);
create table batch.jbatchstepstatus (
    id bigint not null references batch.jbatchstepexecutioninstancedata (stepexecid),
    obj bytea
);
grant select, insert, update, delete on all tables in schema batch to in2p_batch;
grant usage, select, update on all sequences in schema batch to in2p_batch;
grant select on all tables in schema batch to in2p_audit;
