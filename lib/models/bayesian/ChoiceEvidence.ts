import { type ItemLikelihood } from "./itemLikelihood";

/**
 * What items say about logits, for the interests that leave traces: the dimensions, of which
 * there are D.
 */
export interface ChoiceModel {
  /** Each dimension's interest, shape [D]. */
  readonly interests: Int32Array;
  /** Where each item's places begin, shape [items + 1]. */
  readonly itemStart: Int32Array;
  readonly dimension: Int32Array;
  /** The chance of the item for the dimension, times the dimension's visibility. */
  readonly weight: Float64Array;
  /** The dimensions' visibility in each period, shape [periods, D]. */
  readonly visibility: Float64Array;
  /** What each period adds to the logits, shape [periods, D]. */
  readonly season: Float64Array;
}

/**
 * @param season - what each period adds to the logits of the dimensions, shape [periods, D]; one
 *   period that adds nothing when left out
 */
export function choiceModel(likelihood: ItemLikelihood, season?: Float64Array): ChoiceModel {
  const { chances, visibility } = likelihood;
  const interests = Int32Array.from(visibility.keys()).filter((k) => visibility[k] > 0);
  const place = new Int32Array(visibility.length).fill(-1);
  interests.forEach((interest, d) => (place[interest] = d));
  const seasons = season ?? new Float64Array(interests.length);
  return {
    interests,
    itemStart: chances.rowStart,
    dimension: chances.columnIndex.map((interest) => place[interest]),
    weight: Float64Array.from(
      chances.value,
      (chance, entry) => chance * visibility[chances.columnIndex[entry]],
    ),
    visibility: seasons.map((s, i) => Math.exp(s) * visibility[interests[i % interests.length]]),
    season: seasons,
  };
}

/** Distinct choices of one user: which item, in which period, how often. */
export interface UserChoices {
  readonly items: ArrayLike<number>;
  readonly periods: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
}

/** Derivatives by the logits, written into by `ChoiceEvidence.logLikelihood`. */
export interface Derivatives {
  /** Shape [D]. */
  readonly gradient: Float64Array;
  /** Minus the second derivatives, shape [D, D]. */
  readonly information: Float64Array;
  /** The part of it that is never negative: as if every row's interest were known. */
  readonly completeInformation: Float64Array;
}

/**
 * The log-likelihood of one user's choices as a function of the logits x.
 *
 *     p(item i in period p | x) = sum_k w_ki e^(x_k + s_pk) / sum_k v_k e^(x_k + s_pk)
 *
 * with w = chance of the item times visibility v, and s what the period adds for everybody.
 */
export class ChoiceEvidence {
  /** Rows that speak of interests, weighted. */
  readonly rowCount: number;
  readonly #model: ChoiceModel;
  /** Rows of one interest only, shape [D]. */
  readonly #counts: Float64Array;
  /** Rows of several, by choice: weight, and where its places begin. */
  readonly #mixedWeight: number[] = [];
  readonly #mixedStart: number[] = [0];
  readonly #place: number[] = [];
  readonly #chance: number[] = [];
  readonly #periods: number[] = [];
  readonly #periodRows: number[] = [];

  constructor(model: ChoiceModel, { items, periods, weights }: UserChoices) {
    this.#model = model;
    const { itemStart, dimension, weight: itemWeight, season } = model;
    const D = model.interests.length;
    this.#counts = new Float64Array(D);
    const rows = new Map<number, number>();
    let rowCount = 0;
    for (let row = 0; row < items.length; row++) {
      const first = itemStart[items[row]];
      const end = itemStart[items[row] + 1];
      const weight = weights[row];
      if (first === end || weight <= 0) continue;
      const period = periods[row];
      rows.set(period, (rows.get(period) ?? 0) + weight);
      rowCount += weight;
      if (end - first === 1) {
        this.#counts[dimension[first]] += weight;
        continue;
      }
      for (let entry = first; entry < end; entry++) {
        this.#place.push(dimension[entry]);
        this.#chance.push(itemWeight[entry] * Math.exp(season[period * D + dimension[entry]]));
      }
      this.#mixedWeight.push(weight);
      this.#mixedStart.push(this.#place.length);
    }
    for (const [period, count] of rows) {
      this.#periods.push(period);
      this.#periodRows.push(count);
    }
    this.rowCount = rowCount;
  }

  /** @param odds - e^logits, shape [D] */
  logLikelihood(logits: Float64Array, odds: Float64Array): number {
    const D = logits.length;
    const { visibility } = this.#model;
    let sum = 0;
    for (let d = 0; d < D; d++) sum += this.#counts[d] * logits[d];
    for (let row = 0; row < this.#mixedWeight.length; row++) {
      let chance = 0;
      for (let j = this.#mixedStart[row]; j < this.#mixedStart[row + 1]; j++) {
        chance += odds[this.#place[j]] * this.#chance[j];
      }
      sum += this.#mixedWeight[row] * Math.log(chance);
    }
    for (let p = 0; p < this.#periods.length; p++) {
      const at = this.#periods[p] * D;
      let seen = 0;
      for (let d = 0; d < D; d++) seen += odds[d] * visibility[at + d];
      sum -= this.#periodRows[p] * Math.log(seen);
    }
    return sum;
  }

  /** Writes the derivatives, over what was there. */
  derive(odds: Float64Array, into: Derivatives): void {
    const D = odds.length;
    const { gradient, information, completeInformation } = into;
    const { visibility } = this.#model;
    gradient.set(this.#counts);
    completeInformation.fill(0);
    const share = new Float64Array(D);
    for (let p = 0; p < this.#periods.length; p++) {
      const at = this.#periods[p] * D;
      const rows = this.#periodRows[p];
      let seen = 0;
      for (let d = 0; d < D; d++) seen += share[d] = odds[d] * visibility[at + d];
      for (let d = 0; d < D; d++) share[d] /= seen;
      for (let d = 0; d < D; d++) {
        gradient[d] -= rows * share[d];
        const row = rows * share[d];
        completeInformation[d * D + d] += row;
        for (let e = 0; e <= d; e++) completeInformation[d * D + e] -= row * share[e];
      }
    }
    for (let d = 0; d < D; d++) {
      for (let e = 0; e < d; e++) completeInformation[e * D + d] = completeInformation[d * D + e];
    }
    information.set(completeInformation);
    this.#deriveMixed(odds, gradient, information);
  }

  /** Each row of several interests r: adds r to the gradient, takes diag(r) - r r' off. */
  #deriveMixed(odds: Float64Array, gradient: Float64Array, information: Float64Array): void {
    const D = odds.length;
    for (let row = 0; row < this.#mixedWeight.length; row++) {
      const start = this.#mixedStart[row];
      const end = this.#mixedStart[row + 1];
      const weight = this.#mixedWeight[row];
      let chance = 0;
      for (let j = start; j < end; j++) chance += odds[this.#place[j]] * this.#chance[j];
      for (let j = start; j < end; j++) {
        const d = this.#place[j];
        const r = (odds[d] * this.#chance[j]) / chance;
        gradient[d] += weight * r;
        information[d * D + d] -= weight * r;
        for (let i = start; i < end; i++) {
          const e = this.#place[i];
          information[d * D + e] += (weight * r * odds[e] * this.#chance[i]) / chance;
        }
      }
    }
  }
}
