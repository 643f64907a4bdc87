import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** Arrays that a model folder holds, by name. */
export type StoredArrays = Readonly<Record<string, Float32Array | Float64Array | Int32Array>>;

/** What a model folder holds: plain JSON values by name, and raw arrays by name. */
export interface ModelFolder {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly arrays: StoredArrays;
}

const FORMAT = "interestlab model";
const VERSION = 1;
const MANIFEST = "model.json";
const ARRAY_TYPES = { Float32Array, Float64Array, Int32Array };

interface StoredFile {
  type: "json" | keyof typeof ARRAY_TYPES;
  bytes: number;
  sha256: string;
}

interface Manifest {
  format: string;
  version: number;
  name: string;
  files: Record<string, StoredFile>;
}

/**
 * Writes a model folder: `model.json`, which lists the other files with their sha256; a JSON file
 * for each value; a little-endian binary file for each array. The folder appears whole or not
 * at all, and replaces a model folder of the same path.
 *
 * @throws RangeError if the folder exists and isn't a model folder, or a name isn't a plain word
 */
export async function writeModelFolder(folder: string, model: ModelFolder): Promise<void> {
  const replaces = await isModelFolder(folder);
  const fresh = `${folder}.${process.pid}.new`;
  const old = `${folder}.${process.pid}.old`;
  await mkdir(path.dirname(path.resolve(folder)), { recursive: true });
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh);
  const manifest: Manifest = { format: FORMAT, version: VERSION, name: model.name, files: {} };
  const write = async (name: string, type: StoredFile["type"], data: Uint8Array): Promise<void> => {
    const file = fileName(name, type);
    manifest.files[name] = { type, bytes: data.byteLength, sha256: sha256(data) };
    await writeFile(path.join(fresh, file), data);
  };
  for (const [name, value] of Object.entries(model.values)) {
    await write(name, "json", new TextEncoder().encode(JSON.stringify(value)));
  }
  for (const [name, array] of Object.entries(model.arrays)) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    await write(name, array.constructor.name as StoredFile["type"], bytes);
  }
  await writeFile(path.join(fresh, MANIFEST), JSON.stringify(manifest, null, 2));
  if (replaces) await rename(folder, old);
  await rename(fresh, folder);
  await rm(old, { recursive: true, force: true });
}

/**
 * Reads a model folder. Nothing in it is executed.
 *
 * @throws RangeError if it isn't a model folder of a known version, or a file isn't what was
 * written
 */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const manifest = await readManifest(folder);
  const values: Record<string, unknown> = {};
  const arrays: Record<string, Float32Array | Float64Array | Int32Array> = {};
  for (const [name, stored] of Object.entries(manifest.files)) {
    const file = fileName(name, stored.type);
    const data = await readFile(path.join(folder, file));
    if (data.byteLength !== stored.bytes || sha256(data) !== stored.sha256) {
      throw new RangeError(
        `load requires ${file} as it was saved (${stored.bytes} bytes, sha256 ${stored.sha256}), ` +
          `got ${data.byteLength} bytes, sha256 ${sha256(data)}`,
      );
    }
    if (stored.type === "json") {
      values[name] = JSON.parse(data.toString("utf8"));
    } else {
      // A copy of its own: a file buffer may start at any byte, a typed array may not.
      arrays[name] = new ARRAY_TYPES[stored.type](new Uint8Array(data).buffer);
    }
  }
  return { name: manifest.name, values, arrays };
}

async function readManifest(folder: string): Promise<Manifest> {
  const file = path.join(folder, MANIFEST);
  let manifest: Partial<Manifest>;
  try {
    manifest = JSON.parse(await readFile(file, "utf8")) as Partial<Manifest>;
  } catch (error) {
    throw new RangeError(`load requires a model folder, got ${folder} (${String(error)})`);
  }
  if (manifest.format !== FORMAT || manifest.version !== VERSION) {
    throw new RangeError(
      `load requires ${FORMAT} version ${VERSION}, ` +
        `got ${String(manifest.format)} version ${String(manifest.version)} in ${file}`,
    );
  }
  return manifest as Manifest;
}

/** Whether the folder is there; one that is there must be a model's. */
async function isModelFolder(folder: string): Promise<boolean> {
  const files = await readdir(folder).catch((reason: unknown) => {
    const error = reason as NodeJS.ErrnoException;
    if (error.code === "ENOENT") return null;
    throw new RangeError(`save requires a folder, got ${folder} (${error.message})`);
  });
  if (files === null) return false;
  if (files.length > 0 && !files.includes(MANIFEST)) {
    throw new RangeError(
      `save requires a new folder or a model's, got ${folder} with ${files.length} other files`,
    );
  }
  return true;
}

function fileName(name: string, type: StoredFile["type"]): string {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name) || !(type === "json" || type in ARRAY_TYPES)) {
    throw new RangeError(`a model folder requires plain words as names, got ${name} (${type})`);
  }
  if (name === "model") throw new RangeError(`a model folder requires names but "model", got it`);
  return type === "json" ? `${name}.json` : `${name}.bin`;
}

function sha256(data: Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
