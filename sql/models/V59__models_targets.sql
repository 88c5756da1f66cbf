-- A version can run at several places; the first one stands where the only one stood.
alter table models.model_version add column further_targets text check (length(further_targets) <= 700);
alter table models.model_version alter column further_targets set statistics 0;
