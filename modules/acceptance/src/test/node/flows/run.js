// run() answers the output, by the name of a model and by a version, waiting and polling.
import assert from "node:assert/strict";
import { german, languages, replicate } from "../client.js";

const { latest_version } = await replicate.models.get(...languages.split("/"));
for (const reference of [languages, `${languages}:${latest_version.id}`]) {
  const output = await replicate.run(reference, { input: german });
  assert.equal(output.language, "de");
}

const statuses = [];
const polled = await replicate.run(
  languages,
  { input: german, wait: { mode: "poll", interval: 100 } },
  (prediction) => statuses.push(prediction.status),
);
assert.equal(polled.language, "de");
assert.equal(statuses.at(-1), "succeeded");
