// The client repeats what was refused for its rate five times at once, without heed to Retry-After. Who waits as long as he is told goes on.
import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import Replicate from "replicate";
import { german, languages, options, replicate } from "../client.js";

const BEYOND_THE_BURST = 350;

let requests = 0;
const counted = new Replicate({
  ...options,
  fetch: (...call) => {
    requests += 1;
    return fetch(...call);
  },
});
const nothing = { version: "nobody/nothing", input: {} };
const answers = [];
const throttled = [];
// On a slow machine so much comes back meanwhile that one round is not enough.
while (throttled.length === 0) {
  const outcomes = await Promise.allSettled(
    Array.from({ length: BEYOND_THE_BURST }, () => counted.predictions.create(nothing)),
  );
  answers.push(...outcomes.map(({ reason }) => reason.response));
  throttled.push(...answers.filter(({ status }) => status === 429));
}
assert.ok(answers.every(({ status }) => status === 429 || status === 404));
assert.ok(requests >= answers.length + 5 * throttled.length);

// This pause is what is tested.
await setTimeout(1_000 * throttled.at(-1).headers.get("Retry-After"));
assert.equal((await replicate.run(languages, { input: german })).language, "de");
assert.equal((await replicate.predictions.list()).results.length, 1);
