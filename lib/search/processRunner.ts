import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import {
  failedTrial,
  type TrialOutcome,
  type TrialRequest,
  type TrialRunner,
  type TrialStep,
  type TrialWatch,
} from "./TrialRecord";

/** Options of `processRunner`. */
export interface ProcessRunnerOptions {
  /** Sent to the child beside the trial's own request; plain JSON. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** The child's working folder; this process's own if left out. */
  readonly folder?: string;
  /** A trial that takes longer is stopped and has failed; default: no limit. */
  readonly secondsPerTrial?: number;
}

/** A killed trial is run once more. */
const ATTEMPTS = 2;

/** How much of the end of a child's stderr is kept for the message. */
const KEPT_OF_STDERR = 4000;

/**
 * Runs each trial as a process of its own: what it takes or breaks, it takes and breaks alone.
 *
 * The child reads one line of JSON from stdin, a `TrialRequest`. It writes lines of JSON to
 * stdout: any number of intermediate values, `{"value": 0.31}`, perhaps with other numbers beside
 * it, and at the end `{"metrics": {"ndcg": 0.35}}`; what else that line has is kept as details.
 * Lines that are no JSON objects are skipped. A child that writes `{"error": "..."}`, exits with
 * another code than 0 or ends without metrics has failed; unless it named the error, that is the
 * end of its stderr. One that was killed by a
 * signal (out of memory, say) is run once more.
 *
 * @param command - program and arguments: `[process.execPath, "trial.mjs"]`
 */
export function processRunner(
  command: readonly string[],
  options: ProcessRunnerOptions = {},
): TrialRunner {
  if (command.length === 0) throw new RangeError("processRunner requires a command, got none");
  return async (request, watch) => {
    for (let attempt = 1; ; attempt++) {
      const run = await runOnce(command, request, watch, options);
      if (!run.wasKilled || attempt === ATTEMPTS) return { ...run.outcome, attempts: attempt };
    }
  };
}

interface Run {
  readonly outcome: TrialOutcome;
  /** By a signal that didn't come from here. */
  readonly wasKilled: boolean;
}

async function runOnce(
  [program, ...args]: readonly string[],
  request: TrialRequest,
  { onStep, signal }: TrialWatch,
  { context, folder, secondsPerTrial }: ProcessRunnerOptions,
): Promise<Run> {
  signal?.throwIfAborted();
  const child = spawn(program, args, { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
  const stopped: { why: "pruned" | "late" | null } = { why: null };
  const stop = (why: "pruned" | "late" | null): void => {
    stopped.why ??= why;
    child.kill("SIGKILL");
  };
  const interrupt = (): void => stop(null);
  signal?.addEventListener("abort", interrupt, { once: true });
  const timer =
    secondsPerTrial === undefined
      ? undefined
      : setTimeout(() => stop("late"), secondsPerTrial * 1000);
  const said = listen(child, (curve) => {
    if (onStep(curve) === "stop") stop("pruned");
    return stopped.why === null;
  });
  // A child that ends before it has read its line breaks the pipe; its exit says why.
  child.stdin.on("error", () => undefined);
  child.stdin.end(`${JSON.stringify({ ...context, ...request })}\n`);
  try {
    const [code, killedBy] = (await once(child, "close")) as [number | null, string | null];
    await said.done;
    signal?.throwIfAborted();
    const { curve } = said;
    if (stopped.why === "pruned") {
      const pruned = { state: "pruned", metrics: {}, details: null, error: null } as const;
      return { outcome: { ...pruned, curve, attempts: 1 }, wasKilled: false };
    }
    if (stopped.why === "late") {
      const error = `took longer than ${secondsPerTrial} s`;
      return { outcome: failedTrial(error, 1, curve), wasKilled: false };
    }
    return { outcome: outcomeOf(said, code, killedBy), wasKilled: killedBy !== null };
  } catch (error) {
    signal?.throwIfAborted();
    return { outcome: failedTrial((error as Error).message), wasKilled: false };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", interrupt);
  }
}

/** What a child has said so far. */
interface Said {
  readonly curve: TrialStep[];
  last: Readonly<Record<string, unknown>> | null;
  error: string | null;
  stderr: string;
  done: Promise<unknown>;
}

/** @param onStep - false: what follows is not listened to, however much was already on its way */
function listen(child: ChildProcess, onStep: (curve: readonly TrialStep[]) => boolean): Said {
  const said: Said = { curve: [], last: null, error: null, stderr: "", done: Promise.resolve() };
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    said.stderr = (said.stderr + text).slice(-KEPT_OF_STDERR);
  });
  const lines = createInterface({ input: child.stdout! });
  let isHeard = true;
  lines.on("line", (line) => {
    const told = isHeard ? objectOf(line) : null;
    if (told === null) return;
    if ("metrics" in told) said.last = told;
    else if (typeof told.error === "string") said.error = told.error;
    else if (typeof told.value === "number") {
      said.curve.push(told as TrialStep);
      isHeard = onStep(said.curve);
    }
  });
  said.done = once(lines, "close");
  return said;
}

function outcomeOf(
  { last, curve, error, stderr }: Said,
  code: number | null,
  killedBy: string | null,
): TrialOutcome {
  const tail = stderr.trim().split("\n").slice(-12).join("\n");
  const reason = tail === "" ? "" : `: ${tail}`;
  if (killedBy !== null) return failedTrial(`killed by ${killedBy}${reason}`, 1, curve);
  if (error !== null) return failedTrial(error, 1, curve);
  if (code !== 0) return failedTrial(`exit code ${code}${reason}`, 1, curve);
  if (last === null) return failedTrial(`no metrics${reason}`, 1, curve);
  const { metrics, ...details } = last;
  return {
    state: "finished",
    metrics: numbersOf(metrics),
    curve,
    details: Object.keys(details).length > 0 ? details : null,
    error: null,
    attempts: 1,
  };
}

function objectOf(line: string): Record<string, unknown> | null {
  if (!line.startsWith("{")) return null;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** JSON writes NaN as null. */
function numbersOf(metrics: unknown): Record<string, number> {
  const entries = Object.entries((metrics ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === "number" ? value : NaN]),
  );
}
