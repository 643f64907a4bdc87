import assert from "node:assert/strict";
import { test } from "node:test";
import { script } from "../../support/script";

type Ask = (command: string, args: readonly string[]) => string | null;
interface Tools {
  checkNode: (version: string, platform: string) => void;
  findPython: (env: Record<string, string>, ask: Ask) => string;
  installCommand: (tool: string, platform: string, has: (program: string) => boolean) => string;
}
const tools = script<Tools>("tools.mjs");

test("Node 18 and Windows are refused with what to do, Node 20 and later are taken", async () => {
  const { checkNode } = await tools;
  assert.throws(() => {
    checkNode("18.20.1", "linux");
  }, /^Error: setup requires Node 20 or newer, got 18\.20\.1: install/);
  assert.throws(() => {
    checkNode("22.1.0", "win32");
  }, /got Windows: run it inside WSL/);
  for (const version of ["20.0.0", "22.3.0", "24.1.0"]) checkNode(version, "darwin");
});

test("the first Python that is new enough and has venv is taken", async () => {
  const { findPython } = await tools;
  const answers: Record<string, string> = {
    python3: "3 9 /usr/bin/python3",
    "python3.12": "3 12 /opt/python3.12",
  };
  assert.equal(
    findPython({}, (command) => answers[command] ?? null),
    "/opt/python3.12",
  );
});

test("a Python that is too old or lacks venv is named, with the command that installs one", async () => {
  const { findPython } = await tools;
  assert.throws(
    () => findPython({}, (command) => (command === "python3" ? "3 8 /usr/bin/python3" : null)),
    /requires Python 3\.10 or newer with its venv module, got python3 3\.8\.\nInstall it with: \S/,
  );
  const withoutVenv: Ask = (command, [flag]) =>
    command === "python3" && flag === "--version" ? "Python 3.11.2" : null;
  assert.throws(() => findPython({}, withoutVenv), /got python3 without venv\./);
  assert.throws(() => findPython({}, () => null), /got none\./);
});

test("a missing tool's command is the one of the package manager that is there", async () => {
  const { installCommand } = await tools;
  const only = (name: string) => (program: string) => program === name;
  assert.equal(
    installCommand("python", "linux", only("apt-get")),
    "sudo apt-get install -y python3 python3-venv",
  );
  assert.equal(installCommand("compiler", "linux", only("dnf")), "sudo dnf install -y gcc-c++");
  assert.equal(installCommand("python", "darwin", only("")), "brew install python@3.12");
  assert.equal(installCommand("compiler", "darwin", only("")), "xcode-select --install");
});
