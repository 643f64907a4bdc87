// node dist/bench/scaleOnce.js MODEL INTERACTIONS: simulates a log of so many interactions, fits, and
// prints {"seconds": of an iteration, an epoch or a fit, "megabytes": peak, less Node's own}.
import { type Interactions } from "../lib/data";
import { Bpr } from "../lib/models/Bpr";
import { Ials } from "../lib/models/Ials";
import { ItemKnn } from "../lib/models/ItemKnn";
import { AliasTable, RandomGenerator, sampleExponential, zipfWeights } from "../lib/probability";
import { interactionsOf } from "./implicitLog";
import { peakMegabytes } from "./peakMemory";

const ITEMS = 20_000;
const SHORTEST = 10;
const MEAN_LENGTH = 50;

/** Histories of 10 and an exponential number more, 50 in the mean, of items by a Zipf law. */
function simulatedLog(count: number): Interactions {
  const random = new RandomGenerator(1);
  const items = new AliasTable(zipfWeights(ITEMS, 0.8));
  const user = new Int32Array(count);
  const item = new Int32Array(count);
  let users = 0;
  for (let at = 0; at < count; users++) {
    const more = sampleExponential(random, 1 / (MEAN_LENGTH - SHORTEST));
    const end = Math.min(count, at + SHORTEST + Math.round(more));
    for (; at < end; at++) {
      user[at] = users;
      item[at] = items.sample(random);
    }
  }
  return interactionsOf(user, item, [users, ITEMS]);
}

/** The least time from one progress report to the next. */
async function secondsPerPass(fit: (onProgress: () => void) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  await fit(() => times.push(performance.now()));
  return Math.min(...times.slice(1).map((time, pass) => (time - times[pass]) / 1000));
}

const SECONDS: Readonly<Record<string, (log: Interactions) => Promise<number>>> = {
  Ials: (log) =>
    secondsPerPass((onProgress) => new Ials({ iterations: 3 }).fit(log, { onProgress })),
  Bpr: (log) => secondsPerPass((onProgress) => new Bpr({ epochs: 3 }).fit(log, { onProgress })),
  ItemKnn: async (log) => {
    const start = performance.now();
    await new ItemKnn().fit(log);
    return (performance.now() - start) / 1000;
  },
};

async function main([model, count]: readonly string[]): Promise<void> {
  const seconds = await SECONDS[model](simulatedLog(Number(count)));
  console.log(JSON.stringify({ seconds, megabytes: peakMegabytes() }));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
