import { readModelFolder } from "../models";
import { changePointDefaults, ChangePointForecaster } from "./ChangePointForecaster";
import { ExponentialMean, exponentialMeanDefaults } from "./ExponentialMean";
import { type Forecaster } from "./Forecaster";
import { KalmanFilter, kalmanFilterDefaults } from "./KalmanFilter";
import { ConditionalVae, conditionalVaeDefaults } from "./neural/ConditionalVae";
import { LstmSeq2Seq, lstmSeq2SeqDefaults } from "./neural/LstmSeq2Seq";
import { Rrn, rrnDefaults } from "./neural/Rrn";
import { TransformerSeq2Seq, transformerSeq2SeqDefaults } from "./neural/TransformerSeq2Seq";
import { WindowTransformer, windowTransformerDefaults } from "./neural/WindowTransformer";
import { Persistence } from "./Persistence";
import { PopulationMean } from "./PopulationMean";
import { SeasonalMean, seasonalMeanDefaults } from "./SeasonalMean";

/** A forecaster as the registry knows it. */
export interface ForecasterEntry {
  /** Every setting and its default: plain JSON. */
  readonly defaults: object;
  /** @throws RangeError if a setting is unknown or outside its range */
  readonly create: (config: object) => Forecaster;
}

/** Every forecaster of the library by name. Adding one is one line. */
export const FORECASTERS: Readonly<Record<string, ForecasterEntry>> = {
  Persistence: { defaults: {}, create: () => new Persistence() },
  PopulationMean: { defaults: {}, create: () => new PopulationMean() },
  ExponentialMean: {
    defaults: exponentialMeanDefaults,
    create: (config) => new ExponentialMean(config),
  },
  SeasonalMean: { defaults: seasonalMeanDefaults, create: (config) => new SeasonalMean(config) },
  ChangePoint: {
    defaults: changePointDefaults,
    create: (config) => new ChangePointForecaster(config),
  },
  KalmanFilter: { defaults: kalmanFilterDefaults, create: (config) => new KalmanFilter(config) },
  Rrn: { defaults: rrnDefaults, create: (config) => new Rrn(config) },
  LstmSeq2Seq: { defaults: lstmSeq2SeqDefaults, create: (config) => new LstmSeq2Seq(config) },
  TransformerSeq2Seq: {
    defaults: transformerSeq2SeqDefaults,
    create: (config) => new TransformerSeq2Seq(config),
  },
  ConditionalVae: {
    defaults: conditionalVaeDefaults,
    create: (config) => new ConditionalVae(config),
  },
  WindowTransformer: {
    defaults: windowTransformerDefaults,
    create: (config) => new WindowTransformer(config),
  },
};

/**
 * A new forecaster by its name.
 *
 * @param name - as in `FORECASTERS`; case and hyphens don't matter
 * @param config - settings that differ from the defaults
 * @throws RangeError if the name is unknown (the message lists the known ones), or a setting is
 */
export function createForecaster(name: string, config: object = {}): Forecaster {
  const plain = (spelling: string): string => spelling.toLowerCase().replaceAll(/[-_ ]/g, "");
  const found = Object.keys(FORECASTERS).find((known) => plain(known) === plain(name));
  if (found === undefined) {
    const known = Object.keys(FORECASTERS).join(", ");
    throw new RangeError(`createForecaster requires a forecaster among ${known}, got ${name}`);
  }
  return FORECASTERS[found].create(config);
}

/**
 * The forecaster that `save` wrote to a folder.
 *
 * @throws RangeError if the folder isn't a forecaster's, or was changed since
 */
export async function loadForecaster(folder: string): Promise<Forecaster> {
  const saved = await readModelFolder(folder);
  return createForecaster(saved.name, saved.values.config as object).load(saved);
}
