-- Who erases an account looks for the predictions of others that name it: `username/model`.
create index prediction_model_owner on inference.prediction (split_part(model, '/', 1));
alter index inference.prediction_model_owner alter column 1 set statistics 0; -- no samples of names
