-- A search for what belongs to somebody must not read whole tables, and PostgreSQL must not keep samples of what people wrote: a deletion does
-- not reach pg_statistic.
create index payload_organization on inference.payload (organization_id);
create index hold_organization on billing.hold (organization_id);

alter table identity.organization alter column username set statistics 0;
alter table models.model alter column owner set statistics 0;
alter table models.model alter column name set statistics 0;
alter table models.model alter column description set statistics 0;
alter table models.model alter column visibility set statistics 0;
alter table models.model alter column hardware set statistics 0;
alter table models.model alter column tags set statistics 0;
alter table models.model alter column latest_version_id set statistics 0;
alter table models.model_version alter column id set statistics 0;
alter table models.model_version alter column input_schema set statistics 0;
alter table models.model_version alter column output_schema set statistics 0;
alter table models.model_version alter column default_example set statistics 0;
alter table models.model_version alter column provider set statistics 0;
alter table models.model_version alter column endpoint set statistics 0;
alter table inference.payload_inflight alter column input set statistics 0;
alter table inference.payload_inflight alter column output set statistics 0;
alter table inference.payload alter column input set statistics 0;
alter table inference.payload alter column output set statistics 0;
