import path from "node:path";
import { pathToFileURL } from "node:url";

/** The checkout's folder, from the compiled tests. */
export const checkout: string = path.resolve(__dirname, "../../..");

/** A module of scripts/setup, which is plain JavaScript: the caller says what it takes from it. */
export async function script<Module>(name: string): Promise<Module> {
  return (await import(pathToFileURL(path.join(checkout, "scripts/setup", name)).href)) as Module;
}
