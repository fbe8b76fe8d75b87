// A Slack that we did not write: npm's `emulate`, with its Web API on a port of this machine.
// Takes the port and a seed (JSON) as arguments; prints "ready" when it answers.
//
// The package has no public way to say where events go, and reads arguments from a POST's body
// alone; real Slack also takes them from the address. Both are added here, around its own plugin.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { createEmulator } from "emulate";

const [port, seed] = process.argv.slice(2);
const folder = dirname(fileURLToPath(import.meta.resolve("emulate")));
const file = readdirSync(folder).find(
  (name) => /^dist-.*\.js$/.test(name) && readFileSync(join(folder, name), "utf8").includes("slackPlugin"),
);
const { slackPlugin } = await import(pathToFileURL(join(folder, file)));

const register = slackPlugin.register;
slackPlugin.register = (app, store, webhooks, ...rest) => {
  register(app, store, webhooks, ...rest);
  const answer = app.fetch;
  app.fetch = async (request) => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith("/api/")) return answer(request);
    const headers = new Headers(request.headers);
    headers.delete("content-length");
    const kind = headers.get("content-type") ?? "";
    headers.set("content-type", "application/x-www-form-urlencoded");
    const said = new URLSearchParams(url.search);
    if (request.method === "POST") {
      const text = await request.text();
      const values = kind.includes("json") ? Object.entries(JSON.parse(text || "{}")) : new URLSearchParams(text);
      for (const [name, value] of values) said.set(name, typeof value === "string" ? value : JSON.stringify(value));
    }
    const whole = new Request(url.origin + url.pathname, { method: "POST", headers, body: said.toString() });
    return answer(whole);
  };
  app.post("/_to", async (context) => {
    const { url } = await context.req.json();
    return context.json(webhooks.register({ url, events: ["*"], active: true, owner: "slack" }));
  });
};

await createEmulator({ service: "slack", port: Number(port), seed: { slack: JSON.parse(seed) } });
console.log("ready");
