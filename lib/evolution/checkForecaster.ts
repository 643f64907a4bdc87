import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { RandomGenerator, sampleCategorical, samplePoisson } from "../probability";
import { type Forecaster, type InterestForecast } from "./Forecaster";
import { InterestWindows } from "./InterestWindows";

/** What is particular to the forecaster that is checked. */
export interface ForecasterCheckOptions {
  /** false for one that isn't meant to know who is interested in what. */
  readonly readsUsers?: boolean;
  /** Counts live tensors (`() => tf.memory().numTensors`), for forecasters that make any. */
  readonly tensorCount?: () => number;
}

/** One claim of the contract. */
export interface ForecasterClaim {
  readonly claim: string;
  /** Rejects with a message where the claim doesn't hold. */
  readonly holds: () => Promise<void>;
}

/**
 * The contract of forecasters as claims that a test runner can name:
 *
 *     for (const { claim, holds } of forecasterClaims(() => new Persistence())) test(claim, holds);
 *
 * @param build - makes an unfitted forecaster; the same hyper-parameters and seed each time
 */
export function forecasterClaims(
  build: () => Forecaster,
  options: ForecasterCheckOptions = {},
): ForecasterClaim[] {
  const windows = plantedWindows();
  const known = windows.until(windows.windowCount - 1);
  const { name } = build();
  const claims: ForecasterClaim[] = [];
  const fitted = once(() => build().fit(known));
  const claim = (text: string, check: (forecaster: Forecaster) => void | Promise<void>): void => {
    claims.push({
      claim: `${name}: ${text}`,
      holds: async () => {
        const forecaster = await fitted();
        const before = options.tensorCount?.() ?? 0;
        await check(forecaster);
        const after = options.tensorCount?.() ?? 0;
        ensure(after === before, `${after - before} tensors are left`);
      },
    });
  };
  if (options.readsUsers ?? true) {
    claim("who keeps to an interest is forecast to keep to it", (forecaster) => {
      const [next] = forecaster.forecast(known).horizons;
      const right = next.users.filter((_, user) => {
        const row = next.row(user);
        return row.indexOf(Math.max(...row)) === user % next.interests.length;
      });
      ensure(right.length > 0.9 * next.users.length, `${right.length} of ${next.users.length}`);
    });
  }
  claim("forecasts 12 windows ahead sum to 1, with a posterior about them", (forecaster) => {
    const { horizons } = forecaster.forecast(known, { horizonCount: 12 });
    ensure(horizons.length === 12, `${horizons.length} horizons`);
    horizons.forEach(({ posterior, probabilities }) => {
      ensure(posterior !== null, "no posterior");
      const odd = probabilities.values.findIndex((share) => !(share > 0));
      ensure(odd < 0, `a share of ${probabilities.values[odd]}`);
    });
  });
  claim("a user's forecast doesn't depend on who is asked for together", (forecaster) => {
    const last = known.users.length - 1;
    const alone = forecaster.forecast(known.select([last]), { horizonCount: 3 });
    const together = forecaster.forecast(known, { horizonCount: 3 });
    alone.horizons.forEach((distribution, h) => {
      ensureClose(distribution.row(0), together.horizons[h].row(last), 1e-4);
    });
  });
  claim("the first horizons don't depend on how many are asked for", (forecaster) => {
    const one = forecaster.forecast(known).horizons[0];
    const several = forecaster.forecast(known, { horizonCount: 4 }).horizons[0];
    ensureClose(one.probabilities.values, several.probabilities.values, 1e-5);
  });
  claim(
    "the same seed gives the same forecast, and a second fit starts afresh",
    async (forecaster) => {
      const again = build();
      await again.fit(known);
      ensureSame(forecaster.forecast(known), again.forecast(known));
      await again.fit(known);
      ensureSame(forecaster.forecast(known), again.forecast(known));
    },
  );
  claim("a saved forecaster, loaded, gives the same forecast", async (forecaster) => {
    const folder = await mkdtemp(path.join(tmpdir(), "interestlab-check-"));
    try {
      await forecaster.save(path.join(folder, "forecaster"));
      const loaded = await build().load(path.join(folder, "forecaster"));
      ensureSame(forecaster.forecast(known), loaded.forecast(known));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
  claim("users never seen, and later windows, can be forecast", (forecaster) => {
    const strangers = windows.with({ users: windows.users.map((u) => `new-${u}`) });
    const { horizons } = forecaster.forecast(strangers);
    ensure(horizons[0].users[0].startsWith("new-"), `users ${horizons[0].users[0]}, ...`);
  });
  claim(
    "before fit, over other interests and beyond 12 windows a forecast is refused",
    (forecaster) => {
      refuses(() => build().forecast(known), "fitted");
      const others = known.with({ interests: ["a", "b", "x"] });
      refuses(() => forecaster.forecast(others), "interests");
      refuses(() => forecaster.forecast(known, { horizonCount: 13 }), "horizon");
    },
  );
  return claims;
}

/** Users of three interests; user u keeps to interest u mod 3, four times out of five. */
export function plantedWindows(userCount = 90, windowCount = 14): InterestWindows {
  const random = new RandomGenerator(7);
  const interests = ["a", "b", "c"];
  const counts = new Float32Array(userCount * windowCount * 3);
  for (let user = 0; user < userCount; user++) {
    const shares = interests.map((_, k) => (k === user % 3 ? 0.8 : 0.1));
    for (let window = 0; window < windowCount; window++) {
      const rows = samplePoisson(random, 5);
      for (let row = 0; row < rows; row++) {
        counts[(user * windowCount + window) * 3 + sampleCategorical(random, shares)]++;
      }
    }
  }
  return new InterestWindows({
    users: Array.from({ length: userCount }, (_, user) => `u${user}`),
    spaceName: "planted",
    interests,
    edgesMs: Float64Array.from({ length: windowCount + 1 }, (_, i) => i * 604_800_000),
    counts,
  });
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}

function ensure(holds: boolean, found: string): void {
  if (!holds) throw new Error(found);
}

function ensureClose(a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number): void {
  for (let i = 0; i < a.length; i++) {
    ensure(Math.abs(a[i] - b[i]) <= tolerance, `${a[i]} and ${b[i]} at ${i}`);
  }
}

function ensureSame(a: InterestForecast, b: InterestForecast): void {
  a.horizons.forEach((distribution, h) => {
    ensureClose(distribution.probabilities.values, b.horizons[h].probabilities.values, 0);
  });
}

function refuses(run: () => unknown, word: string): void {
  let message = "";
  try {
    run();
  } catch (error) {
    message = String(error);
  }
  ensure(message.includes(word), `it said ${message || "nothing"}`);
}
