// A wait that is too short answers `starting`: the client takes every other status for the end, and would answer null.
import assert from "node:assert/strict";
import { german, languages, publish, replicate, writer } from "../client.js";

// The stand-in of a provider takes three seconds for it, on however fast a machine.
const input = { words: 30, pause_ms: 100 };
const { latest_version } = await replicate.models.get(...writer.split("/"));
const { owner } = await publish("slow", "Writes slowly", {
  input_schema: { type: "object" },
  output_schema: latest_version.openapi_schema.components.schemas.Output,
  target: { provider: "runpod", endpoint: "text" },
});
const slow = `${owner}/slow`;

const created = await replicate.predictions.create({ model: slow, input, wait: 1 });
assert.equal(created.status, "starting");
const ended = await replicate.wait(created);
assert.equal(ended.status, "succeeded");
assert.equal(ended.output.length, input.words);

const statuses = [];
const output = await replicate.run(
  slow,
  { input, wait: { mode: "block", timeout: 1 } },
  (prediction) => statuses.push(prediction.status),
);
assert.equal(statuses[0], "starting");
assert.deepEqual(output, ended.output);

const waited = await replicate.predictions.create({ model: languages, input: german, wait: true });
assert.equal(waited.status, "succeeded");
