// The tools that must be there before set-up, and the command that installs a missing one.
import { existsSync } from "node:fs";
import { SetupError } from "./SetupError.mjs";
import { output } from "./run.mjs";

export const oldestNode = 20;
export const oldestPython = [3, 10];

/** How each package manager installs each tool; a name left out is `usualNames`'. */
const packages = {
  "apt-get": {
    prefix: "sudo apt-get install -y",
    python: "python3 python3-venv",
    compiler: "g++",
    chromium: "chromium fonts-noto-cjk",
  },
  dnf: { prefix: "sudo dnf install -y", compiler: "gcc-c++" },
  yum: { prefix: "sudo yum install -y", compiler: "gcc-c++" },
  pacman: { prefix: "sudo pacman -S --needed", python: "python", compiler: "gcc" },
  zypper: { prefix: "sudo zypper install -y", compiler: "gcc-c++" },
  brew: { prefix: "brew install", python: "python@3.12", chromium: "--cask chromium" },
};

const usualNames = { python: "python3", compiler: "g++", chromium: "chromium" };

/** True if a program of that name is on the PATH. */
export function onPath(program, env = process.env) {
  const folders = (env.PATH ?? "").split(":").filter(Boolean);
  return folders.some((folder) => existsSync(`${folder}/${program}`));
}

/**
 * The command that installs a tool here.
 * @param {"python" | "compiler" | "chromium"} tool
 */
export function installCommand(tool, platform = process.platform, has = onPath) {
  if (platform === "darwin" && tool === "compiler") return "xcode-select --install";
  const managers = platform === "darwin" ? ["brew"] : Object.keys(packages);
  const manager = managers.find((name) => has(name)) ?? (platform === "darwin" ? "brew" : null);
  if (manager === null) return `your system's package manager: ${usualNames[tool]}`;
  return `${packages[manager].prefix} ${packages[manager][tool] ?? usualNames[tool]}`;
}

/** @throws SetupError if this Node is too old, or the platform has no TensorFlow for us */
export function checkNode(version = process.versions.node, platform = process.platform) {
  if (platform === "win32") {
    throw new SetupError("setup requires Linux or macOS, got Windows: run it inside WSL");
  }
  if (Number(version.split(".")[0]) < oldestNode) {
    throw new SetupError(
      `setup requires Node ${oldestNode} or newer, got ${version}: install Node 22 from ` +
        `https://nodejs.org, or with nvm: nvm install 22`,
    );
  }
}

/** Asks a Python for its version, and whether it can make a virtual environment with pip. */
const pythonQuestion =
  "import sys, venv, ensurepip; print(sys.version_info[0], sys.version_info[1], sys.executable)";

/**
 * The first Python that is new enough and can make a virtual environment.
 * @returns {string} its path
 * @throws SetupError that names the command which installs it
 */
export function findPython(env = process.env, ask = output) {
  const names = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"];
  const candidates = env.INTERESTLAB_PYTHON ? [env.INTERESTLAB_PYTHON] : names;
  const found = [];
  for (const candidate of candidates) {
    const answer = ask(candidate, ["-c", pythonQuestion], { env });
    if (answer !== null) {
      const [major, minor, executable] = answer.split(" ");
      if (isNewEnough(Number(major), Number(minor))) return executable;
      found.push(`${candidate} ${major}.${minor}`);
      continue;
    }
    if (ask(candidate, ["--version"], { env }) !== null) found.push(`${candidate} without venv`);
  }
  throw new SetupError(
    `setup requires Python ${oldestPython.join(".")} or newer with its venv module, got ` +
      `${found.length > 0 ? found.join(", ") : "none"}.\nInstall it with: ` +
      `${installCommand("python")}\nor name one: INTERESTLAB_PYTHON=/path/to/python3 npm run setup`,
  );
}

const isNewEnough = (major, minor) =>
  major > oldestPython[0] || (major === oldestPython[0] && minor >= oldestPython[1]);

/** The C++ compiler's command, or null. macOS has a stand-in that only works with its tools. */
export function findCompiler(env = process.env, platform = process.platform) {
  if (platform === "darwin" && output("xcode-select", ["-p"], { env }) === null) return null;
  const names = env.CXX ? [env.CXX] : ["c++", "g++", "clang++"];
  return names.find((name) => output(name, ["--version"], { env }) !== null) ?? null;
}
