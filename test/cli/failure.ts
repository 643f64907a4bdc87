import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { failure } from "../../lib/cli/failure";

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("thrownBy requires an action that throws, got one that does not");
}

test("an error of the house is bad input: one line, exit code 2", () => {
  const error = new RangeError("ndcg requires k of at least 1, got 0");
  assert.deepEqual(failure(error), { message: error.message, exitCode: 2 });
  const kind = new TypeError("fit requires interactions, got a string");
  assert.equal(failure(kind).exitCode, 2);
});

test("a file that is not there is bad input that names it", () => {
  const { message, exitCode } = failure(thrownBy(() => readFileSync("no-such.csv")));
  assert.equal(exitCode, 2);
  assert.match(message, /no-such\.csv/);
});

test("an error of the engine is a fault of the program and keeps its stack", () => {
  const overflow = (): number => overflow() + 1;
  for (const action of [overflow, () => new Array<number>(-1), () => JSON.parse("{") as unknown]) {
    const { message, exitCode } = failure(thrownBy(action));
    assert.equal(exitCode, 1);
    assert.match(message, /\n {4}at /);
  }
  const missing = failure(thrownBy(() => (null as unknown as string[]).length));
  assert.equal(missing.exitCode, 1);
});

test("an interruption exits with 130", () => {
  assert.equal(failure(new DOMException("stop", "AbortError")).exitCode, 130);
});
