import { failedTrial, type TrialRequest, type TrialRunner, type TrialStep } from "./TrialRecord";

/** What a trial in this process is given beside its settings. */
export interface FunctionTrial extends TrialRequest {
  /** Tells an intermediate value; throws to end the trial if it is pruned. */
  readonly tell: (step: TrialStep) => void;
  readonly signal?: AbortSignal;
}

class Pruned extends Error {}

/**
 * Runs each trial as a function in this process: for notebooks, and for what takes no time. What
 * it throws is the trial's failure.
 *
 * @param run - gives the trial's metrics by name
 */
export function functionRunner(
  run: (
    settings: TrialRequest["settings"],
    trial: FunctionTrial,
  ) => Promise<Readonly<Record<string, number>>> | Readonly<Record<string, number>>,
): TrialRunner {
  return async (request, { onStep, signal }) => {
    signal?.throwIfAborted();
    const curve: TrialStep[] = [];
    const tell = (step: TrialStep): void => {
      curve.push(step);
      if (onStep(curve) === "stop") throw new Pruned();
    };
    const told = { curve, details: null, error: null, attempts: 1 };
    try {
      const metrics = await run(request.settings, { ...request, tell, signal });
      return { ...told, state: "finished", metrics };
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof Pruned) return { ...told, state: "pruned", metrics: {} };
      return failedTrial(error instanceof Error ? error.message : String(error), 1, curve);
    }
  };
}
