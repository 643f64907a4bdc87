// node dist/bench/factorsOnce.js WORK DATA [SIZE]: does the work once and prints {"value": number}
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Interactions } from "../lib/data";
import { BiasedMf, Bpr, Ials } from "../lib/models";

const FILES: Readonly<Record<string, readonly string[]>> = {
  gowalla: ["gowalla/train.txt.gz"],
  "ml-1m": ["ml-1m-implicit/train.txt.gz", "ml-1m-implicit/test.txt"],
  "ml-100k": ["ml-100k/u.data.gz"],
};

function lines(data: string): string[][] {
  return FILES[data].flatMap((file) => {
    const bytes = readFileSync(`../shared/data/${file}`);
    const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
    return text
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/));
  });
}

/** Lines of a user and the items. */
function choices(data: string): Interactions {
  const rows = lines(data).flatMap(([user, ...items]) => items.map((item) => [user, item]));
  return Interactions.fromColumns({
    user: rows.map(([user]) => user),
    item: rows.map(([, item]) => item),
  });
}

/** Lines of a user, an item, a rating and a time. */
function ratings(data: string): Interactions {
  const rows = lines(data);
  return Interactions.fromColumns({
    user: rows.map(([user]) => user),
    item: rows.map(([, item]) => item),
    value: rows.map((row) => Number(row[2])),
  });
}

/** The median time from one progress report to the next, without the first, in seconds. */
async function secondsPerPass(fit: (onProgress: () => void) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  await fit(() => times.push(performance.now()));
  const gaps = times.slice(1).map((time, pass) => (time - times[pass]) / 1000);
  return gaps.sort((a, b) => a - b)[gaps.length >> 1];
}

async function work(name: string, data: string, size: number): Promise<number> {
  if (name === "biased") {
    const log = ratings(data);
    const start = performance.now();
    await new BiasedMf({ epochs: 20, learningRate: 0.005, regularization: 0.02 }).fit(log);
    return (performance.now() - start) / 1000;
  }
  const log = choices(data);
  // Weights as implicit's with alpha = 40: with its default of 1 and cells of 1, implicit's own
  // weights c - 1 are 0 and its inner loops skip their work.
  const weights = { unobservedWeight: 1, confidence: 40, frequencyExponent: 0 };
  const config = { embeddingSize: size, regularization: 0.01, ...weights };
  if (name === "bpr") {
    const model = new Bpr({ embeddingSize: size, epochs: 6 });
    return secondsPerPass((onProgress) => model.fit(log, { onProgress }));
  }
  if (name === "recommend") {
    const model = await new Ials({ ...config, iterations: 5 }).fit(log);
    const start = performance.now();
    model.recommend(model.users.ids, 10);
    return (performance.now() - start) / 1000;
  }
  const solver = name === "cholesky" ? "cholesky" : "conjugateGradient";
  const model = new Ials({ ...config, iterations: 5, solver });
  return secondsPerPass((onProgress) => model.fit(log, { onProgress }));
}

const [name, data, size = "64"] = process.argv.slice(2);
work(name, data, Number(size))
  .then((value) => {
    console.log(JSON.stringify({ value }));
  })
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
