// Runs jobs that do nothing to their end: jobs.js one-by-one|batched COUNT, with DATABASE_URL. Prints how long that took and what is left.
const [mode, wanted] = process.argv.slice(2);
const batched = mode === 'batched';
const count = Number(wanted);
const { default: worker } = await import(batched ? 'graphile-worker-batched' : 'graphile-worker');
const schema = batched ? 'graphile_worker_batched' : 'graphile_worker';
const connectionString = process.env.DATABASE_URL;
const logger = new worker.Logger(() => () => {});

const utils = await worker.makeWorkerUtils({ connectionString, schema, logger });
await utils.migrate();
const query = (sql, values) => utils.withPgClient((client) => client.query(sql, values));
// In pieces: within one statement each job costs more than the one before.
const piece = 2000;
for (let begin = 1; begin <= count; begin += piece) {
  await query(`select ${schema}.add_job('nothing', json_build_object('id', i)) from generate_series($1::int, $2::int) i`, [
    begin,
    Math.min(begin + piece - 1, count),
  ]);
  await query(`vacuum analyze ${schema}._private_jobs`);
}

let done = 0;
let end;
const all = new Promise((resolve) => (end = resolve));
const begun = performance.now();
// The settings of the project's own performance test.
const runner = await worker.run({
  taskList: {
    nothing: () => {
      if (++done === count) {
        end();
      }
    },
  },
  logger,
  noHandleSignals: true,
  preset: {
    worker: {
      connectionString,
      schema,
      concurrentJobs: 24,
      maxPoolSize: 25,
      pollInterval: 2000,
      ...(batched ? { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } : {}),
    },
  },
});
await all;
await runner.stop(); // which writes down the last completions
const millis = performance.now() - begun;
const { rows } = await query(`select count(*)::int as left from ${schema}._private_jobs`);
console.log(JSON.stringify({ jobs: done, millis, left: rows[0].left }));
await utils.release();
process.exit(0);
