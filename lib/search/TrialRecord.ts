import { type TrialSettings } from "./TrialSettings";

/** What a trial is told to do; plain JSON. */
export interface TrialRequest {
  /** The study's name. */
  readonly study: string;
  /** The trial's number, from 0. */
  readonly trial: number;
  readonly settings: TrialSettings;
  /** The rung of successive halving, from 0; 0 without it. */
  readonly rung: number;
  /** How much budget (epochs, users, ...) the trial has in all on this rung; null without rungs. */
  readonly budget: number | null;
}

/** An intermediate value, such as an epoch's, and other figures of that moment by name. */
export type TrialStep = Readonly<Record<string, number>> & { readonly value: number };

/** How one run of a trial ended. */
export interface TrialOutcome {
  /** Pruned: stopped because its intermediate values were poor. */
  readonly state: "finished" | "pruned" | "failed";
  /** By name; empty unless finished. NaN where there was no number. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Intermediate values, shape [steps]. */
  readonly curve: readonly TrialStep[];
  /** What else the trial told; plain JSON, or null. */
  readonly details: Readonly<Record<string, unknown>> | null;
  /** Why it failed, or null. */
  readonly error: string | null;
  /** 2 if it was killed once and run again. */
  readonly attempts: number;
}

/** One run of a trial, as it is kept. */
export interface TrialRecord extends TrialRequest, TrialOutcome {
  readonly seconds: number;
}

/** What a runner tells of a running trial, and hears about it. */
export interface TrialWatch {
  /** Told after each intermediate value, with all so far; the trial is pruned at "stop". */
  readonly onStep: (curve: readonly TrialStep[]) => "go on" | "stop";
  /** Interrupts the trial: the runner rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Runs one trial to its end: here, in a process of its own (`processRunner`), or on somebody's
 * queue. A failure is an outcome; only an interruption rejects.
 */
export type TrialRunner = (request: TrialRequest, watch: TrialWatch) => Promise<TrialOutcome>;

/** A trial that failed. */
export function failedTrial(
  error: string,
  attempts = 1,
  curve: readonly TrialStep[] = [],
): TrialOutcome {
  return { state: "failed", metrics: {}, curve, details: null, error, attempts };
}
