-- The runs of every job lie in compliance.job_run. Of two nodes, the one on which a run is reads that it shall stop.
alter table compliance.job_run add column stop_requested boolean not null default false;
drop table compliance.retention_run;
