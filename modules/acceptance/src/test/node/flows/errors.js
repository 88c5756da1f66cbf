// Refusals arrive as the client's ApiError.
import Replicate from "replicate";
import { assertRefused, german, languages, options, replicate } from "../client.js";

const stranger = new Replicate({ ...options, auth: "nobody" });
await assertRefused(stranger.accounts.current(), 401, "unauthenticated");
await assertRefused(replicate.models.get("nobody", "nothing"), 404, "not-found");
await assertRefused(replicate.run("nobody/nothing", { input: german }), 404, "not-found");
await assertRefused(replicate.run(languages, { input: {} }), 422, "invalid-input");
await assertRefused(
  replicate.trainings.create("in2peta", "language-identifier", "latest", { destination: "in2peta/other", input: {} }),
  501,
  "not-offered",
);
