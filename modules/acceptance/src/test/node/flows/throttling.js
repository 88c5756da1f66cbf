// The client repeats what was refused for its rate five times at once, without heed to Retry-After. It costs and creates nothing, and who
// waits as long as he is told goes on.
import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import Replicate from "replicate";
import { german, languages, options, replicate } from "../client.js";

const BEYOND_THE_BURST = 400;

let requests = 0;
const counted = new Replicate({
  ...options,
  fetch: (...call) => {
    requests += 1;
    return fetch(...call);
  },
});
const nothing = { version: "nobody/nothing", input: {} };
const outcomes = await Promise.allSettled(
  Array.from({ length: BEYOND_THE_BURST }, () => counted.predictions.create(nothing)),
);

const answers = outcomes.map(({ reason }) => reason.response);
const throttled = answers.filter(({ status }) => status === 429);
assert.ok(throttled.length > 0);
assert.ok(requests >= BEYOND_THE_BURST + 5 * throttled.length);
assert.ok(answers.every(({ status }) => status === 429 || status === 404));

await setTimeout(1_000 * throttled[0].headers.get("Retry-After"));
assert.equal((await replicate.run(languages, { input: german })).language, "de");
assert.equal((await replicate.predictions.list()).results.length, 1);
