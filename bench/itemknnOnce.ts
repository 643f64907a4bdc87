// node dist/bench/itemknnOnce.js NEIGHBOURS FILE...: seconds of a fit from users x items.
import { SparseMatrix } from "../lib/matrices";
import { similarityDefaults, similarRows } from "../lib/models/similarRows";
import { implicitLog } from "./implicitLog";

const [neighbourCount, ...files] = process.argv.slice(2);
const log = implicitLog(files);
let seconds = 0;
// The first run is a warm-up.
for (let run = 0; run < 2; run++) {
  const { rowCount, columnCount, rowStart, columnIndex, value } = log;
  const start = process.hrtime.bigint();
  // A matrix of its own keeps no transpose: it is part of the work.
  const fresh = new SparseMatrix({ rowCount, columnCount, rowStart, columnIndex, value });
  similarRows(fresh.transpose(), Number(neighbourCount), similarityDefaults);
  seconds = Number(process.hrtime.bigint() - start) / 1e9;
}
console.log(JSON.stringify({ value: seconds }));
