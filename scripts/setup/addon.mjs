// tfjs-node's native addon, compiled from the source in its package against TensorFlow's library.
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder, root } from "./paths.mjs";
import { run } from "./run.mjs";
import { libraryFolder, libraryNames, tensorflowVersion } from "./wheel.mjs";

const require = createRequire(path.join(root, "package.json"));
const folderOf = (name) => path.dirname(require.resolve(`${name}/package.json`));

/** The folder of @tensorflow/tfjs-node that `import "interestlab"` gets. */
export const tfjsNode = () => folderOf("@tensorflow/tfjs-node");
const installed = () => path.join(tfjsNode(), "lib/napi-v8");

/** What is loaded, and what it loads in turn. */
const addonFiles = ["tfjs_binding.node", "tensorflow_binding.so"];
const loaderSource = fileURLToPath(new URL("quiet_loader.cc", import.meta.url));
const bindingSources = ["binding/tfjs_backend.cc", "binding/tfjs_binding.cc"];

/** The loader needs no TensorFlow; before glibc 2.34 dlopen was in a library of its own. */
const loaderLibraries = process.platform === "linux" ? ["-ldl"] : [];

/** Flags by platform: how to leave Node's symbols open, and how to find libraries beside the addon. */
const platformFlags = {
  linux: ["-Wl,-rpath,$ORIGIN/../../deps/lib"],
  darwin: ["-undefined", "dynamic_lookup", "-Wl,-rpath,@loader_path/../../deps/lib"],
};

/**
 * The compiler's arguments for one file of the addon.
 * @param parts - `sources` and `libraries` by path, `target`, and the folders of headers
 */
export function compilerArguments({ sources, libraries, target, headers }, platform) {
  return [
    ...["-std=c++17", "-O2", "-fPIC", "-shared", "-DNAPI_VERSION=8"],
    ...headers.map((folder) => `-I${folder}`),
    ...sources,
    ...["-o", target],
    ...libraries,
    ...(platformFlags[platform] ?? platformFlags.linux),
  ];
}

/** Names a built addon: by all it is made of. */
function buildKey() {
  const hash = createHash("sha256");
  for (const source of bindingSources) hash.update(readFileSync(path.join(tfjsNode(), source)));
  hash.update(readFileSync(loaderSource));
  hash.update(JSON.stringify(platformFlags));
  const version = require("@tensorflow/tfjs-node/package.json").version;
  const machine = `${process.platform}-${process.arch}`;
  return `tfjs-node-${version}-tensorflow-${tensorflowVersion}-${machine}-${hash.digest("hex").slice(0, 12)}`;
}

export const builtFolder = () => path.join(cacheFolder(), "addons", buildKey());
export const isBuilt = () => addonFiles.every((file) => existsSync(path.join(builtFolder(), file)));

/** Compiles both files into the cache; the folder appears when both are there. */
export async function buildAddon(compiler) {
  const folder = builtFolder();
  mkdirSync(path.dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}.`);
  const library = libraryFolder();
  const [tensorflow, framework] = libraryNames.map((name) => path.join(library, "lib", name));
  const headers = [
    tfjsNode(),
    path.join(library, "include"),
    path.join(folderOf("node-api-headers"), "include"),
  ];
  const compile = (sources, libraries, file) => {
    const target = path.join(work, file);
    const parts = { sources, libraries, target, headers };
    return run(compiler, compilerArguments(parts, process.platform), { cwd: tfjsNode() });
  };
  try {
    await compile([loaderSource], loaderLibraries, addonFiles[0]);
    await compile(bindingSources, [tensorflow, framework], addonFiles[1]);
    rmSync(folder, { recursive: true, force: true });
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Puts the built addon and links to the library where tfjs-node looks for them. */
export function installAddon() {
  mkdirSync(installed(), { recursive: true });
  mkdirSync(path.join(tfjsNode(), "deps"), { recursive: true });
  link(path.join(libraryFolder(), "include"), path.join(tfjsNode(), "deps/include"));
  link(path.join(libraryFolder(), "lib"), path.join(tfjsNode(), "deps/lib"));
  for (const file of addonFiles.toReversed?.() ?? [...addonFiles].reverse()) {
    const target = path.join(installed(), file);
    copyFileSync(path.join(builtFolder(), file), `${target}.new`);
    renameSync(`${target}.new`, target);
  }
}

/** Makes `file` a symbolic link, in place of whatever it was. */
function link(target, file) {
  const present = lstatSync(file, { throwIfNoEntry: false });
  if (present?.isSymbolicLink() && readlinkSync(file) === target) return;
  rmSync(file, { recursive: true, force: true });
  symlinkSync(target, file);
}

const stampFile = () => path.join(installed(), "interestlab.json");

/** Notes which TensorFlow the installed addon is, after it has answered. */
export function writeStamp(stamp) {
  writeFileSync(`${stampFile()}.new`, JSON.stringify(stamp));
  renameSync(`${stampFile()}.new`, stampFile());
}

/** @returns {{tensorflow: string, source: string, library: string | null, key: string} | null} */
export function readStamp() {
  if (!existsSync(stampFile())) return null;
  const stamp = JSON.parse(readFileSync(stampFile(), "utf8"));
  const files = [path.join(installed(), addonFiles[0]), path.join(tfjsNode(), "deps/lib")];
  return files.every((file) => existsSync(file)) ? stamp : null;
}

/** The key a stamp carries when the addon is the one this code would build. */
export const currentKey = () => buildKey();
