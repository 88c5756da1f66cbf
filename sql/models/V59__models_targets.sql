-- A version can run at several places, each with a price of its own; provider and endpoint are those of the first. Null where that is all.
alter table models.model_version add column targets text check (length(targets) <= 1000);
alter table models.model_version alter column targets set statistics 0;
