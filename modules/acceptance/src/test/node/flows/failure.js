// A prediction that fails throws, however its end is awaited.
import assert from "node:assert/strict";
import { german, publish, replicate } from "../client.js";

const { owner } = await publish("failing", "Fails", { target: { provider: "worker", endpoint: "nothing-here" } });
const failing = `${owner}/failing`;
const failed = { message: /^Prediction failed: \S+/ };

await assert.rejects(replicate.run(failing, { input: german }), failed);
await assert.rejects(replicate.run(failing, { input: german, wait: { mode: "poll", interval: 100 } }), failed);

const { results } = await replicate.predictions.list();
assert.equal(results[0].status, "failed");
await assert.rejects(
  async () => {
    for await (const event of replicate.stream(failing, { input: german })) {
      assert.fail(`an event ${event.event}`);
    }
  },
  { message: results[0].error },
);
