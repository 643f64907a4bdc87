// node dist/bench/speedOnce.js seconds|megabytes WORK DATA SIZE: does the work once and prints
// {"value": number}; megabytes: the process's peak memory less that of a Node that does nothing.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type Interactions } from "../lib/data";
import { BiasedMf } from "../lib/models/BiasedMf";
import { Bpr } from "../lib/models/Bpr";
import { Ials } from "../lib/models/Ials";
import { ItemKnn } from "../lib/models/ItemKnn";
import { type FitProgress } from "../lib/models/Model";
import { implicitInteractions, interactionsOf, sharedFile } from "./implicitLog";
import { peakMegabytes } from "./peakMemory";

function choices(data: string): Interactions {
  return implicitInteractions(
    data === "gowalla"
      ? [sharedFile("data/gowalla/train.txt.gz")]
      : ["train.txt.gz", "test.txt"].map((file) => sharedFile("data/ml-1m-implicit", file)),
  );
}

/** ML-100K: lines of a user, an item, a rating and a time. */
function ratings(): Interactions {
  const text = gunzipSync(readFileSync(sharedFile("data/ml-100k/u.data.gz"))).toString("latin1");
  const rows = text.trimEnd().split("\n");
  const column = (place: number): number[] => rows.map((row) => Number(row.split("\t")[place]));
  const [user, item, value] = [0, 1, 2].map(column);
  return interactionsOf(
    Int32Array.from(user, (id) => id - 1),
    Int32Array.from(item, (id) => id - 1),
    [943, 1682],
    Float64Array.from(value),
  );
}

async function secondsOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** The median time from one progress report to the next, without the first. */
async function secondsPerPass(
  fit: (onProgress: (progress: FitProgress) => void) => Promise<unknown>,
): Promise<number> {
  const times: number[] = [];
  await fit(() => times.push(performance.now()));
  const gaps = times.slice(1).map((time, pass) => (time - times[pass]) / 1000);
  return gaps.sort((a, b) => a - b)[gaps.length >> 1];
}

async function biased(runs: number): Promise<number> {
  const log = ratings();
  let seconds = 0;
  for (let run = 0; run < runs; run++) {
    // A log of its own keeps no matrix.
    const { userIndex, itemIndex, value } = log;
    const fresh = interactionsOf(userIndex, itemIndex, [943, 1682], value);
    const model = new BiasedMf({ epochs: 20, learningRate: 0.005, regularization: 0.02 });
    seconds = await secondsOf(() => model.fit(fresh));
  }
  return seconds;
}

/** implicit's objective at its alpha 40, the weight of an interaction: 1 and 39 more. */
function ials(size: number, solver: "cholesky" | "conjugateGradient"): Ials {
  return new Ials({
    ...{ embeddingSize: size, iterations: 5, regularization: 0.01, frequencyExponent: 0, solver },
    ...{ unobservedWeight: 1, confidence: 39 },
  });
}

/** Works by name; each gives its seconds. */
const WORKS: Readonly<Record<string, (data: string, size: number) => Promise<number>>> = {
  "conjugate-gradient": (data, size) => {
    const log = choices(data);
    return secondsPerPass((onProgress) => ials(size, "conjugateGradient").fit(log, { onProgress }));
  },
  cholesky: (data, size) => {
    const log = choices(data);
    return secondsPerPass((onProgress) => ials(size, "cholesky").fit(log, { onProgress }));
  },
  bpr: (data, size) => {
    const log = choices(data);
    const model = new Bpr({ embeddingSize: size, epochs: 6 });
    return secondsPerPass((onProgress) => model.fit(log, { onProgress }));
  },
  recommend: async (data, size) => {
    const model = await ials(size, "conjugateGradient").fit(choices(data));
    return secondsOf(() => model.recommend(model.users.ids, 10));
  },
  itemknn: (data, neighbourCount) =>
    secondsOf(() => new ItemKnn({ neighbourCount }).fit(choices(data))),
  // The first fit of a process compiles and starts threads; the second has them.
  biased: () => biased(2),
  "biased-first": () => biased(1),
};

async function main([measured, work, data, size]: readonly string[]): Promise<void> {
  const seconds = await WORKS[work](data, Number(size));
  const value = measured === "megabytes" ? peakMegabytes() : seconds;
  console.log(JSON.stringify({ value }));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
