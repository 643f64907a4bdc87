// node dist/bench/posteriorSpeedOnce.js fit|intervals|memory: seconds, or the peak in GB.
import { credibleIntervals } from "../lib/interests";
import { Interactions, Vocabulary } from "../lib/data";
import { type InterestSpace, itemSpace } from "../lib/interests";
import { DirichletMultinomial } from "../lib/models";
import { AliasTable, RandomGenerator, sampleDirichlet, zipfWeights } from "../lib/probability";

const INTERESTS = 50;

/** Users of 1 to 19 interactions, ten in the mean, with 50 items that are the interests. */
function drawLog(userCount: number): { log: Interactions; space: InterestSpace } {
  const random = new RandomGenerator(1);
  const userIndex = Int32Array.from(
    Array.from({ length: userCount }, (_, user) =>
      new Array<number>(1 + random.below(19)).fill(user),
    ).flat(),
  );
  const rowCount = userIndex.length;
  const base = zipfWeights(INTERESTS, 1).map((p) => 8 * p);
  const tables = Array.from({ length: 1000 }, () => new AliasTable(sampleDirichlet(random, base)));
  const ids = Array.from({ length: INTERESTS }, (_, item) => `i${item}`);
  const log = new Interactions({
    users: new Vocabulary(
      Array.from({ length: userCount }, (_, user) => `u${user}`),
      "user",
    ),
    items: new Vocabulary(ids, "item"),
    kinds: new Vocabulary(["view"], "kind"),
    userIndex,
    itemIndex: userIndex.map((user) => tables[user % 1000].sample(random)),
    kindIndex: new Uint8Array(rowCount),
    value: new Float64Array(rowCount).fill(1),
    timestampMs: null,
  });
  return { log, space: itemSpace(ids) };
}

async function main([what]: readonly string[]): Promise<void> {
  const userCount = what === "intervals" ? 10_000 : 1_000_000;
  const { log, space } = drawLog(userCount);
  let start = performance.now();
  let cpu = process.cpuUsage();
  const model = await new DirichletMultinomial({}, space).fit(log);
  const found = model.distribution(Int32Array.from({ length: userCount }, (_, user) => user));
  if (what === "intervals") {
    start = performance.now();
    cpu = process.cpuUsage();
    credibleIntervals(found);
  }
  const seconds = (performance.now() - start) / 1000;
  cpu = process.cpuUsage(cpu);
  const value = what === "memory" ? process.resourceUsage().maxRSS / 1024 ** 2 : seconds;
  console.log(JSON.stringify({ value, parts: { "CPU seconds": [(cpu.user + cpu.system) / 1e6] } }));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
