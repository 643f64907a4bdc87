// node dist/bench/easeOnce.js RATINGS inverse|fit|memory: seconds of EASE's inverse or whole fit, or
// the peak memory of a fit.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Interactions } from "../lib/data";
import { denseMatrix } from "../lib/matrices";
import { Ease } from "../lib/models/Ease";
import { gram } from "../lib/models/gram";
import { invertPositiveDefinite } from "../lib/native";
import { peakMegabytes } from "./peakMemory";

const LAMBDA = 300;

/** Ratings of 4 and over. */
function readLog(file: string): Interactions {
  const [, ...lines] = gunzipSync(readFileSync(file)).toString().trim().split(/\r?\n/);
  const liked = lines.map((line) => line.split(",")).filter(([, , rating]) => Number(rating) >= 4);
  return Interactions.fromColumns({
    user: liked.map(([user]) => user),
    item: liked.map(([, item]) => item),
  });
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

async function main([file, measured]: readonly string[]): Promise<void> {
  const log = readLog(file);
  const size = log.items.size;
  let seconds = 0;
  // The first run is a warm-up.
  for (let run = 0; run < 2; run++) {
    if (measured !== "inverse") {
      seconds = await secondsOf(() => new Ease({ regularization: LAMBDA }).fit(log));
      continue;
    }
    const { values } = gram(log.matrix());
    for (let item = 0; item < size; item++) values[item * size + item] += LAMBDA;
    seconds = await secondsOf(() => invertPositiveDefinite(denseMatrix(values, size, size)));
  }
  console.log(JSON.stringify({ value: measured === "memory" ? peakMegabytes() : seconds }));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
