// A deployment's life: made, changed, run, deleted.
import assert from "node:assert/strict";
import { assertRefused, german, languages, replicate } from "../client.js";

const { username } = await replicate.accounts.current();
const { latest_version } = await replicate.models.get(...languages.split("/"));

const created = await replicate.deployments.create({
  name: "production",
  model: languages,
  version: latest_version.id,
  hardware: "cpu",
  min_instances: 0,
  max_instances: 1,
});
assert.equal(created.owner, username);
assert.equal(created.current_release.number, 1);
assert.equal(created.current_release.version, latest_version.id);

const changed = await replicate.deployments.update(username, "production", { max_instances: 3 });
assert.equal(changed.current_release.number, 2);
assert.equal(changed.current_release.configuration.max_instances, 3);
assert.deepEqual(await replicate.deployments.get(username, "production"), changed);
assert.deepEqual((await replicate.deployments.list()).results, [changed]);

const prediction = await replicate.deployments.predictions.create(username, "production", { input: german, wait: true });
assert.equal(prediction.status, "succeeded");
assert.equal(prediction.output.language, "de");
assert.equal(prediction.deployment, `${username}/production`);

assert.equal(await replicate.deployments.delete(username, "production"), true);
await assertRefused(replicate.deployments.get(username, "production"), 404, "not-found");
