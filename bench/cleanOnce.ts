// node dist/bench/cleanOnce.js INPUT FOLDER seconds|megabytes
import { DEFAULT_RULES, splitSource } from "../lib/data";

async function main([input, folder, measured]: readonly string[]): Promise<void> {
  const start = process.hrtime.bigint();
  await splitSource(input, { name: "leave-one-out" }, folder, {
    rules: DEFAULT_RULES,
    ending: "parquet",
    engine: { threads: 2 },
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ value: measured === "megabytes" ? megabytes : seconds }));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
