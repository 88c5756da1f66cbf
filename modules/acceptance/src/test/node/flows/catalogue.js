// What the account and the platform have to show.
import assert from "node:assert/strict";
import { german, languages, replicate } from "../client.js";

const account = await replicate.accounts.current();
assert.equal(account.type, "user");
assert.ok(account.username);

const hardware = await replicate.hardware.list();
assert.ok(hardware.some(({ sku }) => sku === "cpu"));
assert.ok(hardware.every(({ name }) => name));

const { results: collections } = await replicate.collections.list();
const { slug, name } = collections.find((collection) => collection.slug === process.env.COLLECTION);
const collection = await replicate.collections.get(slug);
assert.equal(collection.name, name);
assert.deepEqual(collection.models.map((model) => `${model.owner}/${model.name}`), [languages]);

const { id } = await replicate.predictions.create({ model: languages, input: german, wait: true });
const { next, previous, results: predictions } = await replicate.predictions.list();
assert.deepEqual([next, previous], [null, null]);
assert.deepEqual(predictions.map((prediction) => prediction.id), [id]);

assert.match((await replicate.webhooks.default.secret.get()).key, /^whsec_/);
