import { type Figure, type FigureOptions } from "./Figure";
import { type Line, lines } from "./lines";
import { numberText } from "./numberText";
import { modelColour } from "./palette";

/** The losses of one fit. */
export interface TrainingRun {
  /** The model; sets the colour. */
  readonly model: string;
  /** Training loss after each epoch, shape [epochs]. */
  readonly loss: ArrayLike<number>;
  /** Loss on held-out data after each epoch, shape [epochs]. */
  readonly validationLoss?: ArrayLike<number>;
}

export interface TrainingCurveOptions extends FigureOptions {
  /** The loss of a uniform guess; ln(classes) for a cross-entropy over classes. */
  readonly chance?: number;
  /** What the loss is, with the unit; default "cross-entropy (nats)". */
  readonly loss?: string;
}

/**
 * Loss by epoch, with the loss of a uniform guess: a curve that stays on that line has learned
 * nothing.
 *
 * @throws RangeError if there is no run or one without epochs
 */
export function trainingCurve(
  runs: readonly TrainingRun[],
  options: TrainingCurveOptions = {},
): Figure {
  const empty = runs.find((run) => run.loss.length === 0);
  if (runs.length === 0 || empty) {
    throw new RangeError(
      `trainingCurve requires a loss for each epoch, got none${empty ? ` for ${empty.model}` : ""}`,
    );
  }
  const curves = runs.flatMap(({ model, loss, validationLoss }): Line[] => {
    const epochs = Array.from(loss, (_, epoch) => epoch + 1);
    const colour = modelColour(model);
    const training: Line = { name: `${model}, training`, x: epochs, y: loss, colour };
    if (!validationLoss) return [training];
    return [
      training,
      { name: `${model}, held out`, x: epochs, y: validationLoss, colour, dash: "dot" },
    ];
  });
  const { model, loss, validationLoss } = runs[0];
  const shown = validationLoss ?? loss;
  const { chance } = options;
  return lines(curves, {
    name: "training-curve",
    ...options,
    title:
      options.title ??
      `${model}: ${validationLoss ? "held-out loss" : "loss"} goes from ${shown[0].toFixed(2)} to ` +
        `${shown[shown.length - 1].toFixed(2)} in ${shown.length} epochs` +
        (chance === undefined ? "" : ` (chance: ${chance.toFixed(2)})`),
    x: { title: "epoch", more: shown.length <= 12 ? { dtick: 1 } : { tickformat: "d" } },
    y: { title: options.loss ?? "cross-entropy (nats)" },
    baseline:
      chance === undefined
        ? undefined
        : { value: chance, name: `uniform guess: ${numberText(chance, 4)}` },
  });
}
