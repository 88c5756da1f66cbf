// A model's life: made, published, found, run, deleted.
import assert from "node:assert/strict";
import { assertRefused, german, publish, replicate } from "../client.js";

const { username } = await replicate.accounts.current();
const { owner, version } = await publish("languages", `Names the language for ${username}`);
assert.equal(owner, username);

const model = await replicate.models.get(owner, "languages");
assert.equal(model.visibility, "private");
assert.deepEqual(model.latest_version, version);
assert.ok((await replicate.models.list()).results.some((other) => other.url === model.url));
assert.deepEqual((await replicate.models.versions.list(owner, "languages")).results, [version]);
assert.deepEqual(await replicate.models.versions.get(owner, "languages", version.id), version);

const found = await replicate.models.search(`language ${username}`);
assert.deepEqual(found.results.map(({ url }) => url), [model.url]);
assert.deepEqual((await replicate.models.search(`nothing ${username}`)).results, []);

assert.equal((await replicate.run(`${owner}/languages`, { input: german })).language, "de");

const path = `/models/${owner}/languages`;
assert.equal((await replicate.request(`${path}/versions/${version.id}`, { method: "DELETE" })).status, 202);
assert.equal((await replicate.request(path, { method: "DELETE" })).status, 204);
await assertRefused(replicate.models.get(owner, "languages"), 404, "not-found");
