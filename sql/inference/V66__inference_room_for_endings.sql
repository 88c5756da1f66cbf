-- A prediction changes once or twice and then never again. With room for that in its page, no index has to learn of it.
alter table inference.prediction set (fillfactor = 50);
