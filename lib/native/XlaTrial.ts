/** Timed runs of each graph; the fastest of them counts. */
const TIMED_RUNS = 5;

/** The fastest runs of a step, without XLA and with it. */
export interface XlaTimes {
  readonly step: string;
  readonly plainMs: number;
  readonly xlaMs: number;
}

/**
 * Which of two graphs is faster: the one without XLA runs first, then the one with it. The first
 * step that has run often enough decides for all of a program.
 */
export class XlaTrial {
  readonly #plainMs = new Map<string, number[]>();
  readonly #xlaMs: number[] = [];
  #step: string | null = null;

  /**
   * Notes a run.
   *
   * @returns the times once they are all there; before, whether the graph with XLA is to run next
   */
  note(step: string, ms: number, xla: boolean): XlaTimes | boolean {
    const runs = xla ? this.#xlaMs : (this.#plainMs.get(step) ?? []);
    if (!xla) this.#plainMs.set(step, runs);
    if (xla && step !== this.#step) return true;
    runs.push(ms);
    if (runs.length < TIMED_RUNS) return xla;
    this.#step = step;
    if (!xla) return true;
    const plainMs = Math.min(...this.#plainMs.get(step)!);
    return { step, plainMs, xlaMs: Math.min(...this.#xlaMs) };
  }
}
