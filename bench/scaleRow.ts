/** A fit of a simulated log: a row of `bench/scale.json`. */
export interface ScaleRow {
  readonly model: "Bpr" | "Ials" | "ItemKnn";
  readonly interactions: number;
  /** Of an iteration, an epoch or a fit. */
  readonly seconds: number;
  /** Peak memory of the process, its log and fit among it, less Node's own; null: not measured. */
  readonly megabytes: number | null;
}
