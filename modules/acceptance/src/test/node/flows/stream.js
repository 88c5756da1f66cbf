// stream() yields each part of the output as it comes; the text is that of the prediction, spaces and line ends included.
import assert from "node:assert/strict";
import { replicate, writer } from "../client.js";

let text = "";
const events = [];
for await (const event of replicate.stream(writer, { input: { prompt: "Once ", max_characters: 2_000 } })) {
  text += `${event}`;
  events.push(event);
}
assert.ok(events.length > 3);
assert.deepEqual([events.at(-1).event, events.at(-1).data], ["done", "{}"]);

const { results } = await replicate.predictions.list();
const { output } = await replicate.predictions.get(results[0].id);
assert.equal(text, output.join(""));
