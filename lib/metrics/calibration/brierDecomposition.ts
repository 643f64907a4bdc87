import { type Distributions, type Outcomes, probabilityRows } from "../distributions/rows";
import { binNumbers, type BinOptions, gatherBins } from "./bins";
import { type BinaryEvents, binaryEvents } from "./events";

/** The Brier score in parts: brier = reliability - resolution + uncertainty + withinBins. */
export interface BrierParts {
  readonly brier: number;
  /** Squared distance of forecasts from how often things happened; 0 is perfect. */
  readonly reliability: number;
  /** How much what happened differs between forecasts; higher is better. */
  readonly resolution: number;
  /** The score of always forecasting the overall shares: a property of the outcomes alone. */
  readonly uncertainty: number;
  /** What taking a bin's forecasts for their mean leaves; 0 if each bin holds one value. */
  readonly withinBins: number;
}

/**
 * Murphy's decomposition of the Brier score, interest by interest and added up, in bins b of like
 * forecasts with mean forecast q_b and observed share o_b, o the overall share:
 *
 *     reliability = sum_b w_b (q_b - o_b)^2,  resolution = sum_b w_b (o_b - o)^2,
 *     uncertainty = o (1 - o)
 *
 * with weights w_b that sum to 1. NaN without outcomes.
 *
 * @param forecasts - shape [users, interests], rows sum to 1
 * @param outcomes - what happened: a position for each user, or weights users x interests
 * @returns figures of all outcomes together
 * @throws RangeError if shapes disagree, a row is no distribution, or there is no bin
 * @see Murphy (1973), A new vector partition of the probability score,
 * doi:10.1175/1520-0450(1973)012<0595:ANVPOT>2.0.CO;2; within bins: Stephenson, Coelho, Jolliffe
 * (2008), Two extra components in the Brier score decomposition, doi:10.1175/2007WAF2006116.1
 */
export function brierDecomposition(
  forecasts: Distributions,
  outcomes: Outcomes,
  options: BinOptions = {},
): BrierParts {
  const { columnCount } = probabilityRows("brierDecomposition", forecasts);
  const sum = { brier: 0, reliability: 0, resolution: 0, uncertainty: 0, withinBins: 0 };
  for (let interest = 0; interest < columnCount; interest++) {
    const events = binaryEvents("brierDecomposition", forecasts, outcomes, interest);
    const parts = decompose(events, binNumbers("brierDecomposition", events, options));
    for (const part of Object.keys(sum) as (keyof BrierParts)[]) sum[part] += parts[part];
  }
  return sum;
}

function decompose(events: BinaryEvents, numbers: Int32Array): BrierParts {
  const { confidence, observed, weight } = events;
  let total = 0;
  let yes = 0;
  let squares = 0;
  for (let event = 0; event < weight.length; event++) {
    const [q, o] = [confidence[event], observed[event]];
    total += weight[event];
    yes += weight[event] * o;
    squares += weight[event] * (o * (1 - q) ** 2 + (1 - o) * q ** 2);
  }
  const overall = yes / total;
  let reliability = 0;
  let resolution = 0;
  for (const bin of gatherBins(events, numbers)) {
    reliability += (bin.weight / total) * (bin.confidence - bin.observed) ** 2;
    resolution += (bin.weight / total) * (bin.observed - overall) ** 2;
  }
  const brier = squares / total;
  const uncertainty = overall * (1 - overall);
  const withinBins = brier - (reliability - resolution + uncertainty);
  return { brier, reliability, resolution, uncertainty, withinBins };
}
