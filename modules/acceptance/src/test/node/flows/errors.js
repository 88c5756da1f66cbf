// Refusals arrive as the client's ApiError.
import Replicate from "replicate";
import { assertRefused, german, languages, options, replicate } from "../client.js";

const stranger = new Replicate({ ...options, auth: "nobody" });
await assertRefused(stranger.accounts.current(), 401, "unauthenticated");
await assertRefused(replicate.models.get("nobody", "nothing"), 404, "not-found");
await assertRefused(replicate.run("nobody/nothing", { input: german }), 404, "not-found");
await assertRefused(replicate.run(languages, { input: {} }), 422, "invalid-input");

const training = { destination: "in2peta/other", input: {} };
await assertRefused(replicate.trainings.create(...languages.split("/"), "latest", training), 501, "not-offered");
await assertRefused(replicate.trainings.get("any"), 501, "not-offered");
await assertRefused(replicate.trainings.cancel("any"), 501, "not-offered");
await assertRefused(replicate.trainings.list(), 501, "not-offered");
