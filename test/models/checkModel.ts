import assert from "node:assert/strict";
import { test } from "node:test";
import { type DenseMatrix, denseMatrix } from "../../lib/matrices";
import { checkModel } from "../../lib/models/checkModel";
import { Model, type ModelState, type ProbabilityRule } from "../../lib/models/Model";

/** Scores by the item's position, with the faults asked for. */
class Faulty extends Model<{ fault: string }> {
  readonly name = "Faulty";
  readonly probabilityRule: ProbabilityRule = "normalised";
  #fits = 0;

  protected learn(): Promise<void> {
    this.#fits++;
    return Promise.resolve();
  }

  protected scoreUsers(users: Int32Array): DenseMatrix {
    const { fault } = this.config;
    const itemCount = this.items.size;
    const scores = Float32Array.from({ length: users.length * itemCount }, (_, i) => {
      const item = i % itemCount;
      if (fault === "drifts") return item + this.#fits;
      if (fault === "mixes users") return item + users.length;
      if (fault === "is NaN") return item === 1 ? NaN : 1;
      return item;
    });
    return denseMatrix(scores, users.length, itemCount);
  }

  protected state(): ModelState {
    return { arrays: {}, settings: {} };
  }

  protected restore(): void {
    this.#fits = this.config.fault === "forgets" ? 9 : 1;
  }
}

const check = (fault: string, recoversPattern = false): Promise<void> =>
  checkModel(() => new Faulty({ fault }), { recoversPattern });

test("a model that keeps the contract passes", async () => {
  await check("none");
});

test("each breach is named", async () => {
  await assert.rejects(check("none", true), /Faulty: a planted block pattern is recovered: /);
  await assert.rejects(check("drifts"), /Faulty: a second fit starts afresh: .* at 0/);
  await assert.rejects(check("mixes users"), /don't depend on who is asked for together: /);
  await assert.rejects(check("is NaN"), /scores are finite.*: a score of NaN at 1/);
});

test("tensors left behind are counted", async () => {
  let tensors = 0;
  const leaking = checkModel(() => new Faulty({ fault: "none" }), {
    recoversPattern: false,
    tensorCount: () => tensors++,
  });
  await assert.rejects(leaking, /1 tensors are left after dispose/);
});
