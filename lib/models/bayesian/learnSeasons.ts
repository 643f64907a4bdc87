import { type LearnedItemLikelihood } from "./itemLikelihood";
import { dirichletPrior } from "../dirichletPrior";
import { type ChoiceLog } from "./choices";

/** Rows that a cell of periods and interests has beyond its own, so that none is 0 or infinite. */
const PSEUDO_ROWS = 20;

/**
 * What each period adds to everybody's logits: how much more often an interest was chosen in the
 * period than its users' interests say, by iterative proportional fitting.
 *
 * @param dimension - each interest's dimension or -1, shape [interests]
 * @returns shape [periods, D]; the mean over periods is 0
 */
export function learnSeasons(
  choices: ChoiceLog,
  learned: LearnedItemLikelihood,
  dimension: Int32Array,
  periodCount: number,
): Float64Array {
  const { chances, expectedCounts } = learned;
  const D = dimension.reduce((most, d) => Math.max(most, d + 1), 0);
  const prior = dirichletPrior(expectedCounts, { maxIterations: 50 });
  const observed = new Float64Array(periodCount * D).fill(PSEUDO_ROWS / D);
  const users: { shares: Float64Array; rows: Float64Array }[] = [];
  for (let user = 0; user + 1 < choices.userStart.length; user++) {
    const shares = new Float64Array(D);
    prior.forEach((a, k) => {
      if (dimension[k] >= 0) shares[dimension[k]] += a;
    });
    expectedCounts.rowColumns(user).forEach((k, entry) => {
      shares[dimension[k]] += expectedCounts.rowValues(user)[entry];
    });
    const rows = new Float64Array(periodCount);
    for (let row = choices.userStart[user]; row < choices.userStart[user + 1]; row++) {
      const first = chances.rowStart[choices.item[row]];
      const end = chances.rowStart[choices.item[row] + 1];
      let total = 0;
      for (let entry = first; entry < end; entry++) {
        total += chances.value[entry] * shares[dimension[chances.columnIndex[entry]]];
      }
      if (total === 0) continue;
      rows[choices.period[row]] += choices.weight[row];
      for (let entry = first; entry < end; entry++) {
        const d = dimension[chances.columnIndex[entry]];
        observed[choices.period[row] * D + d] +=
          (choices.weight[row] * chances.value[entry] * shares[d]) / total;
      }
    }
    const mass = shares.reduce((a, b) => a + b, 0);
    users.push({ shares: shares.map((share) => share / mass), rows });
  }
  const season = new Float64Array(periodCount * D);
  for (let iteration = 0; iteration < 8; iteration++) {
    const predicted = new Float64Array(periodCount * D).fill(PSEUDO_ROWS / D);
    const odds = season.map(Math.exp);
    for (const { shares, rows } of users) {
      for (let p = 0; p < periodCount; p++) {
        if (rows[p] === 0) continue;
        let seen = 0;
        for (let d = 0; d < D; d++) seen += shares[d] * odds[p * D + d];
        for (let d = 0; d < D; d++) {
          predicted[p * D + d] += (rows[p] * shares[d] * odds[p * D + d]) / seen;
        }
      }
    }
    for (let i = 0; i < season.length; i++) season[i] += Math.log(observed[i] / predicted[i]);
    centre(season, D);
  }
  return season;
}

function centre(season: Float64Array, D: number): void {
  const periods = season.length / D;
  for (let d = 0; d < D; d++) {
    let sum = 0;
    for (let p = 0; p < periods; p++) sum += season[p * D + d];
    for (let p = 0; p < periods; p++) season[p * D + d] -= sum / periods;
  }
}
