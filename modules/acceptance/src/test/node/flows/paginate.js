// paginate() follows the pages of a list to its end: nothing is left out, nothing comes twice.
import assert from "node:assert/strict";
import { german, languages, replicate } from "../client.js";

const PAGE = 100;

const created = [];
for (let i = 0; i <= PAGE; i++) {
  created.push((await replicate.predictions.create({ model: languages, input: german })).id);
}
const pages = [];
for await (const page of replicate.paginate(replicate.predictions.list)) {
  pages.push(page.map(({ id }) => id));
}
assert.deepEqual(pages.map((page) => page.length), [PAGE, 1]);
assert.deepEqual(pages.flat(), created.reverse());

const { username } = await replicate.accounts.current();
const names = Array.from({ length: PAGE + 1 }, (_, i) => `model-${i}`);
for (const name of names) {
  await replicate.models.create(username, name, { visibility: "private", hardware: "cpu" });
}
const listed = [];
for await (const page of replicate.paginate(replicate.models.list)) {
  assert.ok(page.length <= PAGE);
  listed.push(...page.filter(({ owner }) => owner === username).map(({ name }) => name));
}
assert.deepEqual(listed.sort(), names.sort());
