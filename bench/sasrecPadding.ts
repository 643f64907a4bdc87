// An epoch of SASRec on 4,000 histories as long as Beauty's are (5 items and more, 8.9 on average,
// at most 50 read), out of 12,101 items: prints {"value": seconds}, of the last of three epochs.
//   node dist/bench/sasrecPadding.js LENGTHS        how many padded lengths there are steps for
import { Interactions } from "../lib/data";
import { Sasrec } from "../lib/models/neural/Sasrec";
import { RandomGenerator } from "../lib/probability";

const USERS = 4000;
const ITEMS = 12_101;
/** Of another item, from the sixth on: the mean of what follows is 3.9. */
const CONTINUES = 3.9 / 4.9;

const random = new RandomGenerator(1);
const user: string[] = [];
const item: string[] = [];
for (let u = 0; u < USERS; u++) {
  for (let step = 0; step < 5 || random.uniform() < CONTINUES; step++) {
    user.push(`u${u}`);
    item.push(`i${random.below(ITEMS)}`);
  }
}
const log = Interactions.fromColumns({ user, item });

async function main(): Promise<void> {
  const paddedLengths = Number(process.argv[2]);
  const model = new Sasrec({ paddedLengths, epochs: 3, validationShare: 0 });
  const { curve } = await model.fit(log);
  const seconds = curve!.epochs.map((epoch) => epoch.seconds);
  console.log(JSON.stringify({ value: seconds[2], seconds, compileMs: curve!.compileMs }));
}

void main();
