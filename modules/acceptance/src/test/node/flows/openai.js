// OpenAI's client, pointed at the platform: models, chats as a whole and streamed, vectors, and its own errors.
import assert from "node:assert/strict";
import OpenAI from "openai";
import { publish, replicate } from "../client.js";

const options = { baseURL: process.env.BASE_URL.replace("/v1", "/openai/v1"), apiKey: process.env.REPLICATE_API_TOKEN };
const openai = new OpenAI(options);
const teller = "in2peta/story-teller";
const messages = [{ role: "user", content: "Once there was a quiet baker called" }];

const listed = [];
for await (const model of openai.models.list()) {
  listed.push(model.id);
}
assert.ok(listed.includes(teller));
assert.equal((await openai.models.retrieve(teller)).id, teller);

const whole = await openai.chat.completions.create({ model: teller, messages, max_tokens: 80 });
assert.equal(whole.choices[0].message.role, "assistant");
assert.equal(whole.choices[0].message.content.length, 80);
assert.equal(whole.usage.completion_tokens, 80);
assert.equal((await replicate.predictions.get(whole.id.replace("chatcmpl-", ""))).status, "succeeded");

const stream = await openai.chat.completions.create({
  model: teller,
  messages,
  max_tokens: 200,
  stream: true,
  stream_options: { include_usage: true },
});
const chunks = [];
for await (const chunk of stream) {
  chunks.push(chunk);
}
assert.ok(chunks.length > 5);
assert.equal(chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("").length, 200);
assert.equal(chunks.at(-1).usage.completion_tokens, 200);

const gathered = await openai.chat.completions.stream({ model: teller, messages, max_tokens: 60 }).finalChatCompletion();
assert.equal(gathered.choices[0].message.content.length, 60);
assert.equal(gathered.choices[0].finish_reason, whole.choices[0].finish_reason);

const { owner } = await publish("vectors", "Vectors", {
  interface: "openai-embeddings",
  target: { provider: "runpod", endpoint: "embeddings" },
  input_schema: { type: "object" },
  output_schema: {},
});
const wanted = { model: `${owner}/vectors`, input: ["one", "two"] };
const packed = await openai.embeddings.create(wanted); // it asks for base64 by itself
const plain = await openai.embeddings.create({ ...wanted, encoding_format: "float" });
assert.equal(plain.data.length, 2);
assert.deepEqual(
  packed.data.map(({ embedding }) => Array.from(embedding)),
  plain.data.map(({ embedding }) => Array.from(Float32Array.from(embedding))),
);

const left = await openai.chat.completions.create({ model: teller, messages, max_tokens: 2_000, stream: true });
for await (const chunk of left) {
  assert.ok(chunk.id);
  break; // leaves the stream, which ends the run
}

const once = new OpenAI({ ...options, maxRetries: 0 });
const nobody = new OpenAI({ ...options, apiKey: "in2p_nobody" });
const refusals = [
  [OpenAI.NotFoundError, "model_not_found", () => once.chat.completions.create({ model: "nobody/nothing", messages })],
  [OpenAI.BadRequestError, "invalid_request", () => once.chat.completions.create({ model: teller })],
  [OpenAI.AuthenticationError, "invalid_api_key", async () => nobody.models.list()],
];
for (const [type, code, call] of refusals) {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof type, error.stack);
    assert.equal(error.code, code);
    return true;
  });
}
