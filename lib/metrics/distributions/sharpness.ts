import { type Distributions, probabilityRows } from "./rows";

/**
 * How concentrated each forecast is, as its entropy: a property of forecasts alone, worth having
 * only together with calibration ("maximise sharpness subject to calibration").
 *
 *     H(q) = - sum over interests of q ln q
 *
 * @param forecasts - shape [users, interests], rows sum to 1
 * @returns nats, shape [users]; 0 (all on one interest, sharpest) to ln(interests) (uniform)
 * @throws RangeError if a row is no distribution
 * @see Gneiting, Balabdaoui, Raftery (2007), Probabilistic forecasts, calibration and sharpness,
 * doi:10.1111/j.1467-9868.2007.00587.x
 */
export function sharpness(forecasts: Distributions): Float64Array {
  const { values, rowCount, columnCount } = probabilityRows("sharpness", forecasts);
  return Float64Array.from({ length: rowCount }, (_, row) => {
    let sum = 0;
    for (let i = row * columnCount; i < (row + 1) * columnCount; i++) {
      if (values[i] > 0) sum -= values[i] * Math.log(values[i]);
    }
    return sum;
  });
}
