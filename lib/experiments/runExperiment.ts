import { type Audit } from "../data";
import { compare, type Comparison, type CompareOptions, type Contender } from "../evaluation";
import { type Experiment } from "./Experiment";
import { experimentData, seededModel } from "./experimentData";
import { experimentProtocol } from "./experimentProtocol";

/** What an experiment found. */
export interface ExperimentResult extends Comparison {
  /** What cleaning removed and changed; null where the experiment has none. */
  readonly cleaning: Audit | null;
  /** The same of the test part, where it was given apart. */
  readonly testCleaning: Audit | null;
}

/**
 * Runs an experiment's models as they are set, in this process: reads its data, cleans and splits
 * it, fits every model from every seed, evaluates and compares. The same experiment on the same
 * data gives the same figures (times aside). Search spaces are left alone; see
 * `conductExperiment`.
 *
 * @throws RangeError if a file, a setting or a name is wrong, or a model is a program
 */
export async function runExperiment(
  experiment: Experiment,
  options: Pick<CompareOptions, "onProgress" | "signal"> = {},
): Promise<ExperimentResult> {
  const program = experiment.models.find((model) => model.program);
  if (program) {
    throw new RangeError(
      `runExperiment requires models of the registry, got the program ${program.model}`,
    );
  }
  const { splits, parts, space, truth, audit, testAudit } = await experimentData(
    experiment,
    options.signal,
  );
  const { seeds, baseline, holmFamily } = experiment;
  const contenders: Contender[] = experiment.models.map(({ model, name, config }) => ({
    name: name ?? model,
    create: (seed) => seededModel(model, config, { seed, parts }),
  }));
  // A wrong name or setting of the last model is told before the first is fitted.
  for (const { create } of contenders) create(seeds[0]).dispose();
  const comparison = await compare({
    contenders,
    splits,
    seeds,
    baseline,
    holmFamily,
    protocol: experimentProtocol(experiment),
    space,
    truth,
    ...options,
  });
  return { ...comparison, cleaning: audit, testCleaning: testAudit };
}
