import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Interactions } from "../data";
import { itemSpace } from "../interests";
import { matrixRow } from "../matrices";
import { foldsIn } from "./FoldIn";
import { type Model } from "./Model";

/** What is particular to the model that is checked. */
export interface CheckOptions {
  /** false for a model that isn't meant to learn who likes what, such as popularity. */
  readonly recoversPattern?: boolean;
  /** What the planted log's values mean to the model; see `plantedBlocks`. */
  readonly feedback?: "choices" | "ratings";
  /** How far folded-in scores may be from fitted ones, as a share of the largest score. */
  readonly foldInTolerance?: number;
  /** Counts live tensors (`() => tf.memory().numTensors`), for models that make any. */
  readonly tensorCount?: () => number;
}

/** One claim of the contract. */
export interface ModelClaim {
  readonly claim: string;
  /** Rejects with a message where the claim doesn't hold. */
  readonly holds: () => Promise<void>;
}

/**
 * Holds a model to the contract; `modelClaims` gives the claims one by one, for a test runner.
 *
 * @param build - makes an unfitted model; the same hyper-parameters and seed each time
 * @throws Error that lists every claim that doesn't hold
 */
export async function checkModel(build: () => Model, options: CheckOptions = {}): Promise<void> {
  const broken: string[] = [];
  for (const { claim, holds } of modelClaims(build, options)) {
    await holds().catch((error: unknown) => broken.push(`${claim}: ${String(error)}`));
  }
  if (broken.length > 0) throw new Error(`checkModel found\n${broken.join("\n")}`);
}

/**
 * The contract of models as claims that a test runner can name:
 *
 *     for (const { claim, holds } of modelClaims(() => new Ease())) test(claim, holds);
 */
export function modelClaims(build: () => Model, options: CheckOptions = {}): ModelClaim[] {
  const log = plantedBlocks(options.feedback);
  const everybody = log.users.ids;
  const { name } = build();
  const claims: ModelClaim[] = [];
  const claim = (text: string, check: () => Promise<void>): void => {
    claims.push({
      claim: `${name}: ${text}`,
      holds: async () => {
        const before = options.tensorCount?.() ?? 0;
        await check();
        const after = options.tensorCount?.() ?? 0;
        ensure(after === before, `${after - before} tensors are left after dispose`);
      },
    });
  };
  /** Fits a model, lets it be looked at, disposes of it. */
  const withFitted = async (
    look: (model: Model) => void | Promise<void>,
    model: Model = build(),
  ): Promise<void> => {
    try {
      await model.fit(log);
      await look(model);
    } finally {
      model.dispose();
    }
  };
  const scoresOf = (model: Model): Float32Array => model.scores(everybody).values.slice();

  if (options.recoversPattern ?? true) {
    claim("a planted block pattern is recovered", () => withFitted(ensureBlocks));
  }
  claim("scores are finite and of shape [users, items]", () =>
    withFitted((model) => {
      const { rowCount, columnCount, values } = model.scores(everybody);
      ensure(
        rowCount === log.users.size && columnCount === log.items.size,
        `shape [${rowCount}, ${columnCount}] for ${log.users.size} users, ${log.items.size} items`,
      );
      const odd = values.findIndex((score) => !Number.isFinite(score));
      ensure(odd < 0, `a score of ${values[odd]} at ${odd}`);
    }),
  );
  claim("a user's scores don't depend on who is asked for together", () =>
    withFitted((model) => {
      const last = log.users.size - 1;
      const together = matrixRow(model.scores(everybody), last).slice();
      ensureEqual(model.scores(Int32Array.of(last)).values, together, 1e-5);
    }),
  );
  claim("the same seed gives the same scores", () =>
    withFitted(async (model) => {
      const scores = scoresOf(model);
      await withFitted((second) => ensureEqual(scoresOf(second), scores, 0));
    }),
  );
  claim("a second fit starts afresh", () =>
    withFitted(async (model) => {
      const scores = scoresOf(model);
      await model.fit(log);
      ensureEqual(scoresOf(model), scores, 0);
    }),
  );
  claim("a saved model, loaded, gives equal scores and probabilities", () =>
    withFitted(async (model) => {
      const folder = await mkdtemp(path.join(tmpdir(), "interestlab-check-"));
      const loaded = build();
      try {
        await model.save(folder);
        await loaded.load(folder);
        ensureEqual(scoresOf(loaded), scoresOf(model), 0);
        const probabilities = model.itemProbabilities(everybody).values.slice();
        ensureEqual(loaded.itemProbabilities(everybody).values, probabilities, 0);
      } finally {
        loaded.dispose();
        await rm(folder, { recursive: true, force: true });
      }
    }),
  );
  claim("the interest distribution sums to 1, and seen items can be left out", () =>
    withFitted((model) => {
      // InterestDistribution itself refuses rows that don't sum to 1.
      model.distribution(everybody, itemSpace(log.items.ids));
      const unseen = model.itemProbabilities(everybody, { excludeSeen: true });
      for (let user = 0; user < log.users.size; user++) {
        const mass = model.seen
          .rowColumns(user)
          .reduce((sum, item) => sum + matrixRow(unseen, user)[item], 0);
        ensure(mass === 0, `probability ${mass} on seen items of user ${user}`);
      }
    }),
  );
  claim("seen items aren't recommended unless asked for", () =>
    withFitted((model) => {
      const { items } = model.recommend(everybody, log.items.size);
      items.forEach((list, user) => {
        const seen = model.seen.rowColumns(user);
        const wrong = list.find((item) => seen.includes(model.items.indexOf(item)));
        ensure(wrong === undefined, `user ${user} was recommended ${wrong}, seen before`);
      });
      const all = model.recommend([everybody[0]], log.items.size, { excludeSeen: false });
      ensure(all.items[0].length === log.items.size, "asking for seen items left some out");
    }),
  );
  if (foldsIn(build())) {
    claim("folding in known users gives their fitted scores", () =>
      withFitted((model) => {
        if (!foldsIn(model)) throw new Error("no fold-in after fit");
        ensureEqual(model.foldIn(log).values, scoresOf(model), options.foldInTolerance ?? 1e-4);
      }),
    );
  }
  claim("an empty log is refused", () =>
    ensureRejects(build(), log.select([]), /requires interactions, got an empty log/),
  );
  claim("a missing value is refused, with its row and user", () => {
    const value = Float64Array.from(log.value);
    value[3] = NaN;
    const holed = new Interactions({ ...columnsOf(log), value });
    return ensureRejects(build(), holed, /finite values, got NaN in row 3 \(user /);
  });
  claim("an unknown user is refused, by name", () =>
    withFitted((model) => {
      ensureThrows(() => model.scores(["nobody"]), /unknown user: nobody/);
      ensureThrows(() => model.scores(Int32Array.of(log.users.size)), /unknown user index/);
    }),
  );
  claim("scores before fit are refused", () => {
    ensureThrows(() => build().scores([everybody[0]]), /requires a fitted model/);
    return Promise.resolve();
  });
  claim("an interrupted fit throws the signal's reason", async () => {
    const model = build();
    const fit = model.fit(log, { signal: AbortSignal.abort(new Error("stopped by hand")) });
    await ensureFailure(fit, /stopped by hand/);
    model.dispose();
  });
  claim("a fit that tells of its progress can be interrupted on the way", async () => {
    const model = build();
    const stop = new AbortController();
    const fit = model.fit(log, {
      signal: stop.signal,
      onProgress: ({ done, total }) => {
        if (done < total) stop.abort(new Error("stopped on the way"));
      },
    });
    const outcome = fit.then(() => {
      if (stop.signal.aborted) throw new Error("the fit went on to its end");
      throw new Error("stopped on the way");
    });
    await ensureFailure(outcome, /stopped on the way/);
    model.dispose();
  });
  return claims;
}

/** Users and items of each planted block. */
const BLOCK_USERS = 12;
const BLOCK_ITEMS = 8;

/**
 * Two blocks of 12 users and 8 items. Each user chose 5 items of the own block (value 4 or 5);
 * under "ratings", also 3 of the other one (value 1). Times rise by a minute a row from
 * 2020-01-01.
 */
export function plantedBlocks(feedback: "choices" | "ratings" = "choices"): Interactions {
  const rows: { user: string; item: string; value: number }[] = [];
  for (let index = 0; index < 2 * BLOCK_USERS; index++) {
    const block = index % 2;
    const turn = index >> 1;
    const stride = turn < BLOCK_ITEMS ? 1 : 3;
    const add = (ofBlock: number, step: number, value: number): void => {
      const item = (turn + step * stride) % BLOCK_ITEMS;
      rows.push({ user: `u${index}`, item: `b${ofBlock}i${item}`, value });
    };
    for (let step = 0; step < 5; step++) add(block, step, 4 + (step % 2));
    if (feedback === "choices") continue;
    for (let step = 0; step < 3; step++) add(1 - block, step, 1);
  }
  return Interactions.fromColumns({
    user: rows.map((row) => row.user),
    item: rows.map((row) => row.item),
    value: rows.map((row) => row.value),
    timestampMs: rows.map((_, row) => Date.UTC(2020, 0, 1) + row * 60_000),
  });
}

/** Each user's unseen items of the own block come before those of the other block. */
function ensureBlocks(model: Model): void {
  model.recommend(model.users.ids, 3).items.forEach((list, user) => {
    const block = Number(model.users.ids[user].slice(1)) % 2;
    const strange = list.find((item) => !item.startsWith(`b${block}`));
    ensure(
      strange === undefined && list.length === 3,
      `${model.users.ids[user]} of block ${block} was recommended ${list.join(", ")}`,
    );
  });
}

function columnsOf(log: Interactions): ConstructorParameters<typeof Interactions>[0] {
  const { users, items, kinds, userIndex, itemIndex, kindIndex, value, timestampMs } = log;
  return { users, items, kinds, userIndex, itemIndex, kindIndex, value, timestampMs };
}

function ensure(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}

/** Each difference is at most the tolerance times the largest value. */
function ensureEqual(actual: Float32Array, expected: Float32Array, tolerance: number): void {
  ensure(
    actual.length === expected.length,
    `${actual.length} values instead of ${expected.length}`,
  );
  let largest = 0;
  for (const value of expected) largest = Math.max(largest, Math.abs(value));
  const apart = actual.findIndex(
    (value, i) => !(Math.abs(value - expected[i]) <= tolerance * largest),
  );
  ensure(apart < 0, `${actual[apart]} instead of ${expected[apart]} at ${apart}`);
}

async function ensureRejects(model: Model, log: Interactions, message: RegExp): Promise<void> {
  await ensureFailure(model.fit(log), message);
  model.dispose();
}

async function ensureFailure(work: Promise<unknown>, message: RegExp): Promise<void> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  ensure(error instanceof Error, "it was accepted");
  ensure(message.test(error.message), `the message is: ${error.message}`);
}

function ensureThrows(work: () => unknown, message: RegExp): void {
  try {
    work();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    ensure(message.test(text), `the message is: ${text}`);
    return;
  }
  throw new Error("it was accepted");
}
