// TensorFlow's native kernels for tfjs-node, by the first way that works:
//   1. an addon that loads and reports the pinned version;
//   2. the PyPI wheel and an addon built from source (everybody computes with the same kernels);
//   3. tfjs-node's own download (TensorFlow 2.9.1) where there is no compiler.
// The pure-JavaScript backend is never one of them.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import {
  buildAddon,
  currentKey,
  installAddon,
  isBuilt,
  readStamp,
  tfjsNode,
  writeStamp,
} from "./addon.mjs";
import { SetupError } from "./SetupError.mjs";
import { run } from "./run.mjs";
import { findCompiler, installCommand } from "./tools.mjs";
import { fetchWheel, tensorflowVersion, wheelIsUnpacked, wheelOf } from "./wheel.mjs";

const probeScript = fileURLToPath(new URL("probe.mjs", import.meta.url));

/** Loads tfjs-node in a process of its own. @returns what it reports, or `{ error }` */
export function probe() {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [probeScript, tfjsNode()],
    { encoding: "utf8" },
  );
  if (status !== 0) {
    const lines = stderr.trim().split("\n");
    const error = lines.find((text) => /^\w*Error: /.test(text)) ?? lines.at(-1);
    return { error: error || `ended with ${signal ?? status}` };
  }
  return JSON.parse(stdout);
}

/** @throws SetupError if TensorFlow does not compute, or is another version than expected */
function check(expected) {
  const found = probe();
  if (found.error) throw new SetupError(`TensorFlow can't be loaded: ${found.error}`);
  if (found.backend !== "tensorflow" || found.sum !== 5) {
    throw new SetupError(`TensorFlow doesn't compute: ${JSON.stringify(found)}`);
  }
  if (expected && found.tensorflow !== expected) {
    throw new SetupError(`setup requires TensorFlow ${expected}, got ${found.tensorflow}`);
  }
  return found;
}

/**
 * @param findPip - gives a Python with a current pip, asked only when the wheel must be fetched
 * @returns {import("./step.mjs").Step}
 */
export function tensorflow(findPip) {
  return {
    name: "TensorFlow",
    done() {
      const stamp = readStamp();
      if (stamp === null) return null;
      if (stamp.source === "wheel" && stamp.key !== currentKey()) return null;
      // With a compiler installed since, the pinned version takes the old one's place.
      if (stamp.source === "download" && findCompiler() && wheelOf()) return null;
      return `${stamp.tensorflow} (${stamp.source})`;
    },
    async work(note) {
      const present = probe();
      if (present.tensorflow === tensorflowVersion && readStamp() === null && !isBuilt()) {
        return finish(present, "already there");
      }
      if (isBuilt() && wheelIsUnpacked()) {
        installAddon();
        const found = probe();
        if (found.tensorflow === tensorflowVersion) return finish(found, "wheel");
        note(`the cached addon can't be loaded here (${found.error}): building it again`);
      }
      const compiler = findCompiler();
      if (compiler && wheelOf()) return fromWheel(compiler, findPip, note);
      return fromDownload(compiler, note);
    },
  };
}

function finish(found, source) {
  writeStamp({ tensorflow: found.tensorflow, source, key: currentKey() });
  return `${found.tensorflow} (${source})`;
}

async function fromWheel(compiler, findPip, note) {
  if (!wheelIsUnpacked()) {
    const { package: name, bytes } = wheelOf();
    const size = bytes ? ` (${Math.round(bytes / 1e6)} MB)` : "";
    note(`downloading ${name} ${tensorflowVersion}${size} by way of pip's index`);
    await fetchWheel(await findPip());
  }
  note(`building the addon with ${compiler}`);
  await buildAddon(compiler);
  installAddon();
  return finish(check(tensorflowVersion), "wheel");
}

/** What to do where neither way works. */
const advice = () =>
  `Install a C++ compiler, so that TensorFlow ${tensorflowVersion} can be used: ` +
  `${installCommand("compiler")}\nthen run setup again.`;

async function fromDownload(compiler, note) {
  note(
    compiler
      ? `no wheel for ${process.platform} ${process.arch}: trying tfjs-node's own download`
      : "no C++ compiler was found: trying tfjs-node's own download (TensorFlow 2.9.1)",
  );
  const folder = tfjsNode();
  const bins = [path.join(folder, "node_modules/.bin"), path.join(folder, "../../.bin")];
  const PATH = [...bins, process.env.PATH].join(":");
  try {
    await run(process.execPath, ["scripts/install.js"], {
      cwd: folder,
      env: { ...process.env, PATH },
      timeout: 20 * 60_000,
    });
    return `${finish(check(null), "download")}; numbers may differ from ${tensorflowVersion}'s, doctor checks its ops`;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    throw new SetupError(
      `tfjs-node's own download of TensorFlow failed:\n${error.message}\n\n${advice()}`,
    );
  }
}
