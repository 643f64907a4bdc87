// TensorFlow's C library and headers, out of the PyPI wheel, unpacked into the per-user cache.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { SetupError } from "./SetupError.mjs";
import { cacheFolder } from "./paths.mjs";
import { run } from "./run.mjs";

export const tensorflowVersion = "2.21.0";

/**
 * The wheel of each platform. Always the one for Python 3.11, whatever Python is here: only its
 * C library and headers are used.
 */
const wheels = {
  "linux-x64": {
    package: "tensorflow-cpu",
    tag: "manylinux_2_27_x86_64",
    bytes: 273829956,
    sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
  },
  "linux-arm64": {
    package: "tensorflow",
    tag: "manylinux_2_27_aarch64",
    sha256: "4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c",
  },
  "darwin-arm64": {
    package: "tensorflow",
    tag: "macosx_12_0_arm64",
    sha256: "51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88",
  },
};

/** This machine's wheel, or undefined where TensorFlow publishes none. */
export const wheelOf = (platform = process.platform, arch = process.arch) =>
  wheels[`${platform}-${arch}`];

/** The folder with `include/` and `lib/`; complete if it is there, since it appears by rename. */
export function libraryFolder() {
  return path.join(
    cacheFolder(),
    `tensorflow-${tensorflowVersion}-${process.platform}-${process.arch}`,
  );
}

/** The two libraries, by the names they have in the wheel. */
export const libraryNames =
  process.platform === "darwin"
    ? ["libtensorflow_cc.2.dylib", "libtensorflow_framework.2.dylib"]
    : ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];

export const wheelIsUnpacked = () =>
  libraryNames.every((name) => existsSync(path.join(libraryFolder(), "lib", name)));

/**
 * Asks pip where the wheel is, so that the user's own index, proxy and certificates hold.
 * @param python - one that has pip 22.2 or newer
 */
async function locate(python, wheel) {
  const target = mkdtempSync(path.join(os.tmpdir(), "interestlab-"));
  try {
    const report = await run(python, [
      ...["-m", "pip", "install", "--dry-run", "--no-deps", "--ignore-installed", "--quiet"],
      ...["--disable-pip-version-check", "--report", "-", "--target", target],
      ...["--python-version", "3.11", "--implementation", "cp", "--only-binary=:all:"],
      ...["--platform", wheel.tag, `${wheel.package}==${tensorflowVersion}`],
    ]);
    return JSON.parse(report).install[0].download_info.url;
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

/** Downloads (or goes on downloading), checks and unpacks the wheel. */
export async function fetchWheel(python) {
  const wheel = wheelOf();
  if (!wheel) {
    throw new SetupError(
      `TensorFlow ${tensorflowVersion} requires Linux x64, Linux arm64 or macOS arm64, got ` +
        `${process.platform} ${process.arch}`,
    );
  }
  const url = await locate(python, wheel);
  const script = fileURLToPath(new URL("fetch_wheel.py", import.meta.url));
  mkdirSync(cacheFolder(), { recursive: true });
  const goal = ["--url", url, "--sha256", wheel.sha256, "--into", libraryFolder()];
  const members = ["tensorflow/include/", ...libraryNames.map((name) => `tensorflow/${name}`)];
  await run(python, [script, ...goal, ...members], { show: "stderr" });
}
