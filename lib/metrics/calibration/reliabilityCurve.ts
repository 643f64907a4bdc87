import { type Distributions, type Outcomes } from "../distributions/rows";
import { type Bin, binNumbers, type BinOptions, gatherBins } from "./bins";
import { binaryEvents, type Question } from "./events";

/**
 * How often things happened against how probable they were called, bin by bin: the diagonal is
 * perfect calibration, below it the forecasts are overconfident.
 *
 * @param forecasts - shape [users, interests], rows sum to 1
 * @param outcomes - what happened: a position for each user, or weights users x interests
 * @param options - `of`: "topLabel" (default), or the position of one interest; bins as in
 * `expectedCalibrationError`
 * @returns the bins that hold a forecast, by rising confidence
 * @throws RangeError if shapes disagree, a row is no distribution, or there is no bin
 * @see DeGroot, Fienberg (1983), The comparison and evaluation of forecasters, doi:10.2307/2987588
 */
export function reliabilityCurve(
  forecasts: Distributions,
  outcomes: Outcomes,
  options: BinOptions & { of?: Question } = {},
): readonly Readonly<Bin>[] {
  const events = binaryEvents("reliabilityCurve", forecasts, outcomes, options.of ?? "topLabel");
  return gatherBins(events, binNumbers("reliabilityCurve", events, options));
}
