import { existsSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";

const PROGRAMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const MAC_PROGRAMS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** No sandbox, for containers; and nothing that would reach for the network by itself. */
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Where Chromium is: named by INTERESTLAB_CHROMIUM, on the PATH, among macOS's applications, or
 * installed by Playwright; null where there is none.
 */
export function chromiumProgram(): string | null {
  const named = process.env.INTERESTLAB_CHROMIUM;
  if (named) return named;
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const onPath = PROGRAMS.flatMap((program) => folders.map((folder) => path.join(folder, program)));
  const places = [...onPath, ...MAC_PROGRAMS, chromium.executablePath()];
  return places.find((place) => existsSync(place)) ?? null;
}

/** The command that installs Chromium on this system. */
export function chromiumInstallCommand(): string {
  return process.platform === "linux" && existsSync("/etc/debian_version")
    ? "sudo apt-get install chromium fonts-noto-cjk"
    : "npx playwright-core install chromium";
}

/** Starts Chromium without a window. @throws Error if it doesn't start */
export async function launchChromium(program: string): Promise<Browser> {
  return chromium.launch({ executablePath: program, args: FLAGS });
}
