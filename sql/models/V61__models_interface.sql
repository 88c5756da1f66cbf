-- What a version speaks beside the platform's own API; who does not say so speaks nothing else.
alter table models.model_version add column interface text check (interface in ('openai-chat', 'openai-embeddings'));
alter table models.model_version alter column interface set statistics 0;
