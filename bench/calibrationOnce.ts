// node dist/bench/calibrationOnce.js [MODEL ...]
// Top-label expected calibration error of the next interactions' interests on the simulated world,
// 15 bins of equal mass: each user's last quarter of rows is forecast, the sixth before it calibrates.
// Prints every model and calibrator; the last line is the largest error of those that validate best.
import {
  type Calibrator,
  dirichletCalibration,
  isotonicCalibration,
  temperatureScaling,
  vectorScaling,
} from "../lib/calibration";
import { type Interactions } from "../lib/data";
import { type DenseMatrix, denseMatrix, matrixRow, SparseMatrix } from "../lib/matrices";
import { expectedCalibrationError, logScore } from "../lib/metrics";
import { createModel, interestCounts } from "../lib/models";
import { permutation, RandomGenerator } from "../lib/probability";
import { open } from "./bayesWorlds";

/** Validation events that a calibrator is fitted on, and those that choose among them. */
const FITTED = 8000;

const METHODS: Readonly<
  Record<string, (forecasts: DenseMatrix, outcomes: DenseMatrix) => Calibrator>
> = {
  temperature: temperatureScaling,
  vector: vectorScaling,
  dirichlet: dirichletCalibration,
  isotonic: isotonicCalibration,
};

async function main(wanted: readonly string[]): Promise<void> {
  const { simulated, space } = open("default, drifting");
  const { train, validation, test } = parts(simulated.interactions);
  const outcomes = interestCounts(test, space);
  const names = wanted.length > 0 ? wanted : ["Ease", "ItemKnn", "DirichletMultinomial"];
  let worst = 0;
  const found: Record<string, number[]> = {};
  for (const name of names) {
    const model = await createModel(name, {}, { space }).fit(train);
    const users = Int32Array.from({ length: train.users.size }, (_, user) => user);
    const plain = model.distribution(users, space).probabilities;
    const events = drawEvents(validation, space.membership, plain);
    const half = { fit: take(events, 0, FITTED), choose: take(events, FITTED, 2 * FITTED) };
    let best = { score: Infinity, error: NaN };
    const judge = (method: string, apply: (forecasts: DenseMatrix) => DenseMatrix): void => {
      const validated = meanScore(apply(half.choose.forecasts), sparse(half.choose.outcomes));
      const forecasts = apply(plain);
      const error = expectedCalibrationError(forecasts, outcomes, {
        binCount: 15,
        binning: "equalMass",
      });
      const score = meanScore(forecasts, outcomes);
      found[`error, ${name}, ${method}`] = [error];
      found[`log score, ${name}, ${method}`] = [score];
      console.log(
        `${name}, ${method}: error ${error.toFixed(4)}, log score ${score.toFixed(4)} nats ` +
          `(${test.count} events)`,
      );
      if (validated < best.score) best = { score: validated, error };
    };
    judge("uncalibrated", (forecasts) => forecasts);
    for (const [method, fit] of Object.entries(METHODS)) {
      const calibrator = fit(half.fit.forecasts, half.fit.outcomes);
      judge(method, (forecasts) => calibrator.apply(forecasts));
    }
    worst = Math.max(worst, best.error);
    model.dispose();
  }
  console.log(JSON.stringify({ value: worst, parts: found }));
}

function parts(log: Interactions): Record<"train" | "validation" | "test", Interactions> {
  const part = new Uint8Array(log.count);
  // Rows come user by user, each in time order.
  for (const rows of log.rowsByUser()) {
    rows.forEach((row, place) => {
      const share = place / rows.length;
      part[row] = share < 7 / 12 ? 0 : share < 3 / 4 ? 1 : 2;
    });
  }
  return {
    train: log.filter((row) => part[row] === 0),
    validation: log.filter((row) => part[row] === 1),
    test: log.filter((row) => part[row] === 2),
  };
}

interface Events {
  readonly forecasts: DenseMatrix;
  readonly outcomes: DenseMatrix;
}

/** Interactions drawn at random, each with its user's forecast and its item's interests. */
function drawEvents(log: Interactions, membership: SparseMatrix, forecasts: DenseMatrix): Events {
  const K = forecasts.columnCount;
  const rows = permutation(new RandomGenerator(3), log.count).subarray(0, 2 * FITTED);
  const values = new Float32Array(rows.length * K);
  const happened = new Float32Array(rows.length * K);
  rows.forEach((row, event) => {
    values.set(matrixRow(forecasts, log.userIndex[row]), event * K);
    const item = log.itemIndex[row];
    membership.rowColumns(item).forEach((interest, entry) => {
      happened[event * K + interest] = membership.rowValues(item)[entry];
    });
  });
  return {
    forecasts: denseMatrix(values, rows.length, K),
    outcomes: denseMatrix(happened, rows.length, K),
  };
}

function take({ forecasts, outcomes }: Events, from: number, to: number): Events {
  const part = ({ values, columnCount: K }: DenseMatrix): DenseMatrix =>
    denseMatrix(values.slice(from * K, to * K), to - from, K);
  return { forecasts: part(forecasts), outcomes: part(outcomes) };
}

function sparse({ values, rowCount, columnCount }: DenseMatrix): SparseMatrix {
  const cells = Array.from(values.keys()).filter((cell) => values[cell] > 0);
  return SparseMatrix.fromEntries(
    [rowCount, columnCount],
    cells.map((cell) => Math.floor(cell / columnCount)),
    cells.map((cell) => cell % columnCount),
    cells.map((cell) => values[cell]),
  );
}

/** Mean over rows with outcomes of minus the log probability of what came. */
function meanScore(forecasts: DenseMatrix, outcomes: SparseMatrix): number {
  const scores = Array.from(logScore(forecasts, outcomes)).filter((score) => !Number.isNaN(score));
  return scores.reduce((a, b) => a + b, 0) / scores.length;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
