// Webhooks pass the checks of Replicate's client and of Standard Webhooks, and what was changed does not.
import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { validateWebhook } from "replicate";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { german, languages, replicate } from "../client.js";

const messages = [];
const server = createServer(async (request, response) => {
  messages.push({ headers: request.headers, body: await text(request) });
  response.setHeader("Connection", "close").end();
  server.emit("message");
});
server.listen(0, "127.0.0.1");
await once(server, "listening");

const { id } = await replicate.predictions.create({
  model: languages,
  input: german,
  webhook: `http://127.0.0.1:${server.address().port}/hooks`,
  webhook_events_filter: ["start", "completed"],
});
while (messages.length < 2) {
  await once(server, "message");
}
server.close();

const { key } = await replicate.webhooks.default.secret.get();
const standard = new Webhook(key);
for (const { headers, body } of messages) {
  const changed = `${body} `;
  // Node 18 has no global `crypto`, so it is given.
  assert.equal(await validateWebhook({ headers, body }, key, webcrypto), true);
  assert.equal(await validateWebhook({ headers, body: changed }, key, webcrypto), false);
  assert.equal(standard.verify(body, headers).id, id);
  assert.throws(() => standard.verify(changed, headers), WebhookVerificationError);
}
assert.equal(new Set(messages.map(({ headers }) => headers["webhook-id"])).size, 2);
assert.ok(messages.some(({ body }) => JSON.parse(body).output?.language === "de"));
