// npm run doctor, or interestlab doctor: what is installed, and whether it computes. Exit code 1 if
// something is wrong. --json prints plain JSON.
import { examine } from "./setup/examination.mjs";

const rows = examine();
if (process.argv.includes("--json")) {
  console.log(JSON.stringify(rows, null, 2));
} else {
  const marks = { good: "✔", note: "·", wrong: "✖" };
  for (const { name, found, level, advice } of rows) {
    console.log(`${marks[level]} ${name.padEnd(16)} ${found}`);
    if (advice) console.log(`${" ".repeat(19)}-> ${advice}`);
  }
}
const wrongCount = rows.filter(({ level }) => level === "wrong").length;
if (wrongCount > 0) process.exitCode = 1;
