// A browser for PNG figures and the report's test.
import { existsSync } from "node:fs";
import { installCommand, onPath } from "./tools.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The command of a Chromium, or null. */
export const findChromium = () =>
  names.find((name) => onPath(name)) ?? applications.find((file) => existsSync(file)) ?? null;

export const chromiumAdvice = () => `figures are saved as HTML only; ${installCommand("chromium")}`;
