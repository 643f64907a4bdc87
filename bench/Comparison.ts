/**
 * One side of a comparison: a program that does the work once and prints `{"value": number}`, and
 * beside it, where there is more to say, `"spread"` (the standard deviation over seeds) and `"parts"`
 * as `Result` has them.
 */
export interface Side {
  readonly command: readonly string[];
  /** The same versions give the same value anywhere: it is computed once, and kept in `.cache`. */
  readonly isRepeatable?: boolean;
}

/** An environment of peers, so that a comparison installs no more than it wants. */
export type Environment =
  "accuracy" | "classical" | "clean" | "keras" | "metrics" | "search" | "torch";

/** Ours beside a peer, on the same work. */
export interface Comparison {
  /** Begins with the family: `clean`, `ease`, `lstm`, ... */
  readonly name: string;
  /**
   * Of the peer's packages: the one that `bench/peers/requirements/ENVIRONMENT.txt` lists; null
   * where the other side is a kept figure, our own reference, or a limit.
   */
  readonly environment: Environment | null;
  /** What `value` counts: "s", "MB", "ndcg@10", ... */
  readonly unit: string;
  /** The ratio is met when it is at most this; null: for information. Lower is better. */
  readonly goal: number | null;
  /** ours / peer for seconds, bytes and errors; peer / ours for qualities. */
  readonly ratio: "ours/peer" | "peer/ours";
  readonly runs: number;
  /** Seeds that a side takes its value over. Default 1. */
  readonly seedCount?: number;
  /** Makes what both sides read. */
  prepare(): Promise<void>;
  ours(): Side;
  /** @param python - the interpreter of its environment */
  peer(python: string): Side;
}

/** A row of `bench/results.json`. */
export interface Result {
  readonly name: string;
  readonly ours: number;
  readonly peer: number;
  readonly unit: string;
  readonly ratio: number;
  readonly goal: number | null;
  readonly runs: number;
  readonly seedCount: number;
  /** Standard deviations over seeds, of sides that have one. */
  readonly spread?: { readonly ours: number | null; readonly peer: number | null };
  readonly machine: string;
  readonly date: string;
  /** What ours found beside its value, by name: a number, or one with the ends of its interval. */
  readonly parts?: Readonly<Record<string, readonly number[]>>;
}
