import { existsSync } from "node:fs";
import path from "node:path";

/** The folder of the package: above `dist/lib/reports`. */
export const packageRoot: string = path.resolve(__dirname, "../../..");

/**
 * The Python that runs notebooks: the environment variable INTERESTLAB_PYTHON, else the one of
 * `.venv` in the working folder or in the package.
 *
 * @throws Error if there is none; the message says which command makes one
 */
export function notebookPython(): string {
  const named = process.env.INTERESTLAB_PYTHON;
  if (named) return named;
  const places = [process.cwd(), packageRoot].map((root) => path.join(root, ".venv/bin/python"));
  const python = places.find((place) => existsSync(place));
  if (python === undefined) {
    throw new Error(
      `notebookPython requires a Python with JupyterLab, got none at ${places.join(" or ")}; ` +
        `run "npm run setup", or name one in INTERESTLAB_PYTHON`,
    );
  }
  return python;
}
