// Files are uploaded by themselves and as what an input holds.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { assertRefused, replicate } from "../client.js";

const bytes = Buffer.from("Guten Morgen, liebe Bäckerin!");
const blob = Object.assign(new Blob([bytes], { type: "text/plain" }), { name: "grüße.txt" });
const created = await replicate.files.create(blob, { case: 7 });
assert.equal(created.name, "grüße.txt");
assert.equal(created.content_type, "text/plain");
assert.equal(created.size, bytes.length);
assert.equal(created.checksums.sha256, createHash("sha256").update(bytes).digest("hex"));
assert.deepEqual(created.metadata, { case: 7 });

const got = await replicate.files.get(created.id);
assert.deepEqual({ ...got, urls: null }, { ...created, urls: null });
const content = await fetch(got.urls.download);
assert.deepEqual(Buffer.from(await content.arrayBuffer()), bytes);
assert.deepEqual((await replicate.files.list()).results.map(({ id }) => id), [created.id]);
assert.equal(await replicate.files.delete(created.id), true);
await assertRefused(replicate.files.get(created.id), 404, "not-found");

const digits = await readFile(join(process.env.SAMPLES, "digits.png"));
for (const image of [digits, new Blob([digits], { type: "image/png" })]) {
  const output = await replicate.run("in2peta/digit-reader", { input: { image } });
  assert.equal(output.digits, "4071");
}
assert.equal((await replicate.files.list()).results.length, 2);
