// Where things are: the checkout or installed package, the per-user cache, the virtual environment.
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of package.json: a checkout, or the package inside somebody's node_modules. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Large downloads and built addons, shared by all checkouts of this user. */
export function cacheFolder(env = process.env, platform = process.platform) {
  if (env.INTERESTLAB_CACHE) return path.resolve(env.INTERESTLAB_CACHE);
  const home = os.homedir();
  if (platform === "darwin") return path.join(home, "Library", "Caches", "interestlab");
  return path.join(env.XDG_CACHE_HOME || path.join(home, ".cache"), "interestlab");
}

/** The project's own Python environment. */
export const venv = path.join(root, ".venv");

/** A program of the virtual environment, such as "python" or "jupyter-lab". */
export const venvProgram = (name) => path.join(venv, "bin", name);
