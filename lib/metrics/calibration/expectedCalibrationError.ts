import { type Distributions, type Outcomes, probabilityRows } from "../distributions/rows";
import { binNumbers, type BinOptions, gatherBins } from "./bins";
import { type BinaryEvents, binaryEvents } from "./events";

/** Bins, and which probabilities are judged. */
export interface CalibrationOptions extends BinOptions {
  /** The probability of each row's most probable interest (default), or of every interest. */
  readonly of?: "topLabel" | "classwise";
}

/**
 * How far forecast probabilities are from how often things happen, in bins of like forecasts.
 *
 *     ECE = sum over bins b of weight(b) / total weight * |observed(b) - confidence(b)|
 *
 * "topLabel" asks of the most probable interest only; "classwise" takes the mean of the ECE of
 * every interest's own probability. Biased upwards at small samples: a perfectly calibrated
 * forecaster scores above 0 by chance. `calibrationBand` says by how much. NaN without outcomes.
 *
 * @param forecasts - shape [users, interests], rows sum to 1
 * @param outcomes - what happened: a position for each user, or weights users x interests
 * @returns 0 (calibrated) to 1: a figure of all users together
 * @throws RangeError if shapes disagree, a row is no distribution, or there is no bin
 * @see Guo et al. (2017), On calibration of modern neural networks, section 2; "classwise":
 * Kull et al. (2019), Beyond temperature scaling; bias: Roelofs et al. (2022), Mitigating bias in
 * calibration error estimation
 */
export function expectedCalibrationError(
  forecasts: Distributions,
  outcomes: Outcomes,
  options: CalibrationOptions = {},
): number {
  const name = "expectedCalibrationError";
  if (options.of !== "classwise") {
    return errorOf(binaryEvents(name, forecasts, outcomes, "topLabel"), options);
  }
  const { columnCount } = probabilityRows(name, forecasts);
  let sum = 0;
  for (let interest = 0; interest < columnCount; interest++) {
    sum += errorOf(binaryEvents(name, forecasts, outcomes, interest), options);
  }
  return sum / columnCount;
}

function errorOf(events: BinaryEvents, options: BinOptions): number {
  const bins = gatherBins(events, binNumbers("expectedCalibrationError", events, options));
  let error = 0;
  let total = 0;
  for (const { confidence, observed, weight } of bins) {
    error += weight * Math.abs(observed - confidence);
    total += weight;
  }
  return error / total;
}
