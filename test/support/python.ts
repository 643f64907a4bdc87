import { spawnSync } from "node:child_process";

/**
 * Options of a test that asks a Python with certain packages (INTERESTLAB_TEST_PYTHON names one), which
 * is skipped, and says so, without.
 */
export function needsPython(...packages: readonly string[]): {
  python: string;
  skip: string | false;
} {
  const python = process.env.INTERESTLAB_TEST_PYTHON ?? "";
  if (python === "") {
    return { python, skip: `set INTERESTLAB_TEST_PYTHON to a Python with ${packages.join(", ")}` };
  }
  const { status } = spawnSync(python, ["-c", `import ${packages.join(", ")}`]);
  return { python, skip: status === 0 ? false : `${python} lacks ${packages.join(", ")}` };
}
