import assert from "node:assert/strict";
import { test } from "node:test";
import { script } from "../../support/script";

interface Step {
  name: string;
  done: () => string | null;
  work: () => Promise<string>;
}
interface Steps {
  runSteps: (
    steps: Step[],
    options: { verbose?: boolean; out: { write: (text: string) => void } },
  ) => Promise<number>;
}
const steps = script<Steps>("step.mjs");

function recorder(): { out: { write: (text: string) => void }; text: () => string } {
  const written: string[] = [];
  return {
    out: {
      write: (text) => {
        written.push(text);
      },
    },
    text: () => written.join(""),
  };
}

test("a step that is done is passed over, the others run once with their time", async () => {
  const { runSteps } = await steps;
  const { out, text } = recorder();
  const ran: string[] = [];
  const step = (name: string, present: string | null): Step => ({
    name,
    done: () => present,
    work: () => Promise.resolve(String(ran.push(name))),
  });
  assert.equal(await runSteps([step("here", "as it was"), step("new", null)], { out }), 1);
  assert.deepEqual(ran, ["new"]);
  assert.match(text(), /^✔ new +1 \(\d+\.\d s\)\n$/);
});

test("a step that fails says so and stops those after it", async () => {
  const { runSteps } = await steps;
  const { out, text } = recorder();
  const failing: Step = {
    name: "bad",
    done: () => null,
    work: () => Promise.reject(new Error("no network")),
  };
  const later: Step = { name: "later", done: () => null, work: () => Promise.resolve("done") };
  await assert.rejects(runSteps([failing, later], { out }), /no network/);
  assert.match(text(), /^✖ bad +failed after \d+\.\d s\n$/);
});
