// A prediction is canceled by its id, by the signal of run(), and while somebody follows its stream.
import assert from "node:assert/strict";
import { replicate, writer } from "../client.js";

const input = { prompt: "Once ", max_characters: 100_000 };

const created = await replicate.predictions.create({ model: writer, input });
assert.equal((await replicate.predictions.cancel(created.id)).status, "canceled");
assert.equal((await replicate.wait(created)).status, "canceled");

const controller = new AbortController();
let id;
await replicate.run(
  writer,
  { input, wait: { mode: "poll", interval: 100 }, signal: controller.signal },
  (prediction) => {
    id = prediction.id;
    controller.abort();
  },
);
assert.equal((await replicate.predictions.get(id)).status, "canceled");

let last;
for await (const event of replicate.stream(writer, { input })) {
  if (!last) {
    const { results } = await replicate.predictions.list();
    await replicate.predictions.cancel(results[0].id);
  }
  last = event;
}
assert.equal(last.event, "done");
assert.deepEqual(JSON.parse(last.data), { reason: "canceled" });
