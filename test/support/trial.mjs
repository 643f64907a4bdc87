// A trial that computes nothing heavy: Branin's function, in a few steps, from one line of JSON.
// What goes wrong is asked for by the settings.
import { createInterface } from "node:readline";

const [line] = await new Promise((resolve) => {
  const lines = createInterface({ input: process.stdin });
  lines.once("line", (text) => resolve([text]));
});
const told = JSON.parse(line);
const { settings } = told;
if (settings.fault === "throw") throw new Error("a fault of the trial");
if (settings.fault === "error") {
  console.log(JSON.stringify({ error: "said in a line" }));
  process.exit(0);
}
if (settings.fault === "kill") process.kill(process.pid, "SIGKILL");
if (settings.fault === "silent") process.exit(0);
if (settings.fault === "hang") await new Promise((resolve) => setTimeout(resolve, 60_000));

const { x = 1, y = 2 } = settings;
const valley = y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6;
const cost = valley ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
const steps = told.budget ?? 3;
console.log("a line that is no JSON");
for (let step = 1; step <= steps; step++) {
  console.log(JSON.stringify({ value: cost + 1 / step, epoch: step }));
}
const ndcg = 1 / (1 + cost / 50) + (told.seed ?? 0) / 1000;
const users = ["a", "b", "c", "d"];
const values = { "ndcg@10": users.map((_, user) => ndcg + (user - 1.5) / 100) };
const metrics = { cost: cost + 1 / steps, "ndcg@10": ndcg, nothing: NaN };
console.log(JSON.stringify({ metrics, ...(told.purpose === "final" && { users, values }) }));
