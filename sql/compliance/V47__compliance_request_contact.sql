-- Who writes by mail is in the intake, with an end of its own; requests never held an address.
alter table compliance.request drop column contact, drop column contact_purge_at;
