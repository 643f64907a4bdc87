import { denseMatrix, type DenseMatrix } from "../../lib/matrices";
import { Model, type ModelState, type ProbabilityRule } from "../../lib/models/Model";

/** A model that learns nothing: it gives the scores it was made with, users x items. */
export class FixedScores extends Model {
  readonly name = "fixedScores";
  readonly probabilityRule: ProbabilityRule = "normalised";
  readonly #scores: readonly (readonly number[])[];

  constructor(scores: readonly (readonly number[])[]) {
    super({});
    this.#scores = scores;
  }

  protected learn(): Promise<void> {
    return Promise.resolve();
  }

  protected scoreUsers(users: Int32Array): DenseMatrix {
    const rows = Array.from(users, (user) => this.#scores[user]);
    return denseMatrix(Float32Array.from(rows.flat()), rows.length, this.items.size);
  }

  protected state(): ModelState {
    return { arrays: {}, settings: {} };
  }

  protected restore(): void {
    throw new Error("fixed scores are not restored");
  }
}
