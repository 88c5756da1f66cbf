// What the flows share: Replicate's client, pointed at the platform. It finds its key in REPLICATE_API_TOKEN by itself.
import assert from "node:assert/strict";
import Replicate from "replicate";

export const options = { baseUrl: process.env.BASE_URL };
export const replicate = new Replicate(options);

export const languages = "in2peta/language-identifier";
export const writer = "in2peta/text-generator";
export const german = { text: "Der alte Bäcker öffnet jeden Morgen seine Stube." };

/** A private model that does what the platform's language identifier does; the client has no method for its version. */
export async function publish(name, description, change = {}) {
  const { username } = await replicate.accounts.current();
  await replicate.models.create(username, name, { visibility: "private", hardware: "cpu", description });
  const { latest_version } = await replicate.models.get(...languages.split("/"));
  const { Input, Output } = latest_version.openapi_schema.components.schemas;
  const response = await replicate.request(`/models/${username}/${name}/versions`, {
    method: "POST",
    data: {
      input_schema: Input,
      output_schema: Output,
      price_micros_per_second: latest_version.price.micros_per_second,
      run_limit_seconds: latest_version.run_limit_seconds,
      target: latest_version.target,
      ...change,
    },
  });
  return { owner: username, version: await response.json() };
}

/** The call fails with the client's own error, which shows the problem document. */
export async function assertRefused(call, status, code) {
  await assert.rejects(call, (error) => {
    assert.equal(error.name, "ApiError", error.stack);
    assert.equal(error.response.status, status, error.message);
    assert.match(error.message, new RegExp(`"code":"${code}"`));
    return true;
  });
}
