import { readFileSync } from "node:fs";
import {
  type Interactions,
  pairColumns,
  parseColumns,
  readCatalogue,
  readInteractions,
} from "../data";
import {
  evaluate,
  type Evaluation,
  ForeignForecasts,
  ForeignPredictions,
  parseForecasts,
  type Predictor,
} from "../evaluation";
import { createModel, modelParts, type ModelParts } from "../models";
import { parseSettings } from "./parseSettings";
import { readSettings } from "./readConfig";
import { type ReadFlags, readOptions } from "./readFlags";

/** What `interestlab evaluate` was asked. */
export interface EvaluateRequest extends ReadFlags {
  readonly train: string;
  readonly test: string;
  readonly model?: string;
  readonly config?: string;
  /** "key=value" each. */
  readonly set: readonly string[];
  readonly predictions?: string;
  /** Columns of the predictions; the value is the score. */
  readonly predictionColumns?: string;
  readonly forecasts?: string;
  readonly catalogue?: string;
  readonly userCatalogue?: string;
  readonly truth?: string;
  readonly k: string;
  readonly metrics: string;
  readonly relevantFrom?: string;
  readonly excludeSeen: boolean;
  readonly sampled?: string;
  readonly negatives?: string;
  readonly seed: string;
}

/**
 * Reads train and test, fits the model (or reads the predictions) and evaluates.
 *
 * @throws RangeError unless there is one of model, predictions and forecasts, or if anything is out of range
 */
export async function evaluateFiles(
  request: EvaluateRequest,
  signal?: AbortSignal,
): Promise<Evaluation> {
  const { model, predictions, forecasts } = request;
  if ([model, predictions, forecasts].filter((source) => source !== undefined).length !== 1) {
    throw new RangeError(
      "evaluate requires one of --model, --predictions and --forecasts, got " +
        JSON.stringify({ model, predictions, forecasts }),
    );
  }
  if (request.sampled !== undefined && request.negatives !== undefined) {
    throw new RangeError("evaluate requires one of --sampled and --negatives, got both");
  }
  const reading = await readOptions(request);
  const { encoding } = reading;
  const train = await readInteractions(request.train, reading);
  const test = await readInteractions(request.test, reading);
  const itemCatalogue = request.catalogue
    ? await readCatalogue(request.catalogue, { encoding })
    : undefined;
  const userCatalogue = request.userCatalogue
    ? await readCatalogue(request.userCatalogue, { encoding, of: "user" })
    : undefined;
  const negatives =
    request.negatives === undefined
      ? null
      : await readInteractions(request.negatives, {
          encoding,
          columns: pairColumns(reading.columns),
        });
  const parts = modelParts(train.items.ids, { itemCatalogue, userCatalogue });
  const truth =
    request.truth === undefined
      ? undefined
      : parseForecasts(readFileSync(request.truth, "utf8"), request.truth);
  const predictor = await predictorOf(request, train, parts, signal);
  const protocol = {
    k: numberOf("--k", request.k),
    metrics: request.metrics.split(",").map((name) => name.trim()),
    excludeSeen: request.excludeSeen,
    relevantFrom:
      request.relevantFrom === undefined ? null : numberOf("--relevant-from", request.relevantFrom),
    candidates:
      request.sampled !== undefined
        ? { sampled: numberOf("--sampled", request.sampled) }
        : request.negatives !== undefined
          ? ("negatives" as const)
          : ("all" as const),
    seed: numberOf("--seed", request.seed),
    split: `${request.train} to ${request.test}`,
  };
  return evaluate(predictor, test, protocol, { space: parts.space, truth, negatives, signal });
}

async function predictorOf(
  request: EvaluateRequest,
  train: Interactions,
  parts: ModelParts,
  signal: AbortSignal | undefined,
): Promise<Predictor> {
  if (request.model !== undefined) {
    return createModel(request.model, settings(request), parts).fit(train, { signal });
  }
  if (request.forecasts !== undefined) {
    const forecasts = parseForecasts(readFileSync(request.forecasts, "utf8"), request.forecasts);
    return new ForeignForecasts(request.forecasts, forecasts, train);
  }
  const columns = request.predictionColumns ? parseColumns(request.predictionColumns) : undefined;
  const { encoding } = await readOptions(request);
  const rows = await readInteractions(request.predictions!, { columns, encoding });
  return new ForeignPredictions(request.predictions!, rows, train);
}

/** A file's settings, with those of the command line over them. */
function settings({ config, set }: EvaluateRequest): object {
  return { ...(config ? readSettings(config) : {}), ...parseSettings(set) };
}

function numberOf(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value)) {
    throw new RangeError(`${flag} requires a number, got ${text}`);
  }
  return value;
}
