-- What can wait is taken after all that is due and cannot.
drop index inference.dispatch_due;
create index dispatch_due on inference.dispatch (low_priority, due_at);
