// A wait that is too short answers `starting`: the client takes every other status for the end, and would answer null.
import assert from "node:assert/strict";
import { german, languages, replicate, writer } from "../client.js";

const input = { prompt: "Once ", max_characters: 50_000 };

const created = await replicate.predictions.create({ model: writer, input, wait: 1 });
assert.equal(created.status, "starting");
const ended = await replicate.wait(created);
assert.equal(ended.status, "succeeded");
assert.equal(ended.output.join("").length, input.max_characters);

const statuses = [];
const output = await replicate.run(
  writer,
  { input, wait: { mode: "block", timeout: 1 } },
  (prediction) => statuses.push(prediction.status),
);
assert.equal(statuses[0], "starting");
assert.equal(output.join("").length, input.max_characters);

const waited = await replicate.predictions.create({ model: languages, input: german, wait: true });
assert.equal(waited.status, "succeeded");
