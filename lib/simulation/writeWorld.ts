import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { quoteName, withDuckDb } from "../data";
import { ByteWriter } from "./ByteWriter";
import { drawFriends, drawSegment, groupMembers } from "./drawFriends";
import { itemText } from "./itemText";
import { type SimulatedUser, simulateUser } from "./simulateUser";
import { periodStarts } from "./simulate";
import { drawWorld, type World } from "./World";
import { type WorldConfig } from "./WorldConfig";

export interface WriteWorldOptions {
  /** Of the log; the other files are small and always CSV. Default "csv". */
  readonly format?: "csv" | "parquet";
  /** Told now and then how many users are done. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Interrupts the work, which then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What was written. */
export interface WrittenWorld {
  readonly userCount: number;
  readonly itemCount: number;
  readonly interactionCount: number;
  /** How often what was wanted wasn't shown. */
  readonly missedCount: number;
  readonly friendCount: number;
  /** The log. */
  readonly interactions: string;
}

/**
 * Simulates a world and streams it into a new folder, user by user, in memory that grows only with
 * the items and by a few bytes a user:
 *
 *     interactions.csv or .parquet   user, item, kind, value, timestamp (ms since 1970 UTC)
 *     items.csv                      item, categories (joined by |), domain, text
 *     users.csv                      user, segment
 *     social.csv                     from, to
 *     truth/config.json              the configuration
 *     truth/interests.npy            theta, float32, shape [users, periods, interests]
 *     truth/axes.json                interests' names, silent ones, where periods begin
 *     truth/users.csv                user, group, groupAfter, changePeriod, missed, leniency
 *     truth/items.csv                item, shares of interests, popularity, propensity, quality
 *
 * The same configuration writes the same bytes (but for Parquet, whose layout is the engine's).
 * Rows are those of `simulate`. If it fails or is interrupted, the folder is removed again.
 *
 * @param folder - new or empty
 * @throws RangeError if the folder holds anything, or a setting is unknown or outside its range
 */
export async function writeWorld(
  folder: string,
  settings: Partial<WorldConfig> = {},
  options: WriteWorldOptions = {},
): Promise<WrittenWorld> {
  const { format = "csv" } = options;
  const world = drawWorld(settings);
  mkdirSync(folder, { recursive: true });
  const held = readdirSync(folder);
  if (held.length > 0) {
    throw new RangeError(`writeWorld requires a new or empty folder, got ${held[0]} in ${folder}`);
  }
  try {
    mkdirSync(path.join(folder, "truth"));
    const log = path.join(folder, "interactions.csv");
    const totals = await writeUsers(world, folder, log, options);
    writeItems(world, folder);
    writeAxes(world, folder);
    const friendCount = await writeFriends(world, folder, totals.group, options.signal);
    const { interactionCount, missedCount } = totals;
    const interactions = format === "parquet" ? await toParquet(log) : log;
    const { userCount, itemCount } = world.config;
    return { userCount, itemCount, interactionCount, missedCount, friendCount, interactions };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The users' rows and truth, and of each its group. */
async function writeUsers(
  world: World,
  folder: string,
  log: string,
  { onProgress, signal }: WriteWorldOptions,
): Promise<{ interactionCount: number; missedCount: number; group: Int32Array }> {
  const { userCount, periodCount, interestCount, kinds } = world.config;
  const rows = new ByteWriter(log);
  const theta = new ByteWriter(path.join(folder, "truth", "interests.npy"));
  const truth = new ByteWriter(path.join(folder, "truth", "users.csv"));
  const users = new ByteWriter(path.join(folder, "users.csv"));
  const group = new Int32Array(userCount);
  const kindCells = kinds.map(({ kind }) => Buffer.from(`,${csvCell(kind)},`));
  let interactionCount = 0;
  let missedCount = 0;
  try {
    rows.row("user", "item", "kind", "value", "timestamp");
    users.row("user", "segment");
    truth.row("user", "group", "groupAfter", "changePeriod", "missed", "leniency");
    theta.bytes(npyHeader([userCount, periodCount, interestCount]));
    for (let user = 0; user < userCount; user++) {
      const simulated = simulateUser(world, user);
      group[user] = simulated.latent.group;
      interactionCount += simulated.itemIndex.length;
      missedCount += simulated.missedCount;
      writeRows(rows, world, user, simulated, kindCells);
      const { latent, leniency } = simulated;
      const id = `u${user + 1}`;
      users.row(id, `segment${drawSegment(world, user, latent.group) + 1}`);
      truth.row(
        id,
        latent.group + 1,
        latent.groupAfter + 1,
        latent.changePeriod,
        simulated.missedCount,
        leniency,
      );
      theta.bytes(new Uint8Array(Float32Array.from(simulated.interests).buffer));
      if (user % 1000 === 999 || user === userCount - 1) {
        onProgress?.({ done: user + 1, total: userCount });
        await setImmediate();
        signal?.throwIfAborted();
      }
    }
  } finally {
    for (const writer of [rows, theta, truth, users]) writer.close();
  }
  return { interactionCount, missedCount, group };
}

function writeRows(
  writer: ByteWriter,
  world: World,
  user: number,
  simulated: SimulatedUser,
  kindCells: readonly Uint8Array[],
): void {
  const userCell = `u${user + 1},`;
  const { itemIndex, kindIndex, value, timestampMs } = simulated;
  for (let row = 0; row < itemIndex.length; row++) {
    writer.text(userCell).text(world.items.ids[itemIndex[row]]).bytes(kindCells[kindIndex[row]]);
    writer.integer(value[row]).comma().integer(timestampMs[row]).newline();
  }
}

function writeItems(world: World, folder: string): void {
  const { ids, membership, domain, popularity, exposure, quality } = world.items;
  const items = new ByteWriter(path.join(folder, "items.csv"));
  const truth = new ByteWriter(path.join(folder, "truth", "items.csv"));
  items.row("item", "categories", "domain", "text");
  truth.row("item", "interests", "popularity", "propensity", "quality");
  ids.forEach((id, item) => {
    const names = Array.from(membership.rowColumns(item), (k) => world.interests[k]);
    const shares = membership.rowValues(item);
    items.row(id, names.join("|"), `domain${domain[item] + 1}`, itemText(world, item));
    const served = names.map((name, i) => `${name}:${shares[i].toPrecision(6)}`).join("|");
    truth.row(id, served, popularity[item], exposure[item], quality[item]);
  });
  items.close();
  truth.close();
}

function writeAxes(world: World, folder: string): void {
  const { config, interests } = world;
  const axes = {
    interests,
    silentInterests: interests.slice(0, config.silentInterestCount),
    periodStartMs: Array.from(periodStarts(world)),
  };
  const write = (name: string, content: unknown) => {
    writeFileSync(path.join(folder, "truth", name), `${JSON.stringify(content, null, 2)}\n`);
  };
  write("config.json", config);
  write("axes.json", axes);
}

async function writeFriends(
  world: World,
  folder: string,
  group: Int32Array,
  signal?: AbortSignal,
): Promise<number> {
  const writer = new ByteWriter(path.join(folder, "social.csv"));
  const members = groupMembers(group, world.config.groupCount);
  let friendCount = 0;
  try {
    writer.row("from", "to");
    for (let user = 0; user < group.length; user++) {
      for (const friend of drawFriends(world, user, group, members)) {
        writer.row(`u${user + 1}`, `u${friend + 1}`);
        friendCount++;
      }
      if (user % 10_000 === 9_999) {
        await setImmediate();
        signal?.throwIfAborted();
      }
    }
  } finally {
    writer.close();
  }
  return friendCount;
}

/** Turns the log into Parquet beside it, and removes the text. */
async function toParquet(log: string): Promise<string> {
  const target = log.replace(/\.csv$/, ".parquet");
  await withDuckDb(async (engine) => {
    const rows = engine.scan({
      format: "delimited",
      path: log,
      delimiter: ",",
      columnCount: 5,
      skippedLines: 1,
      newline: "\n",
      gzip: false,
    });
    const columns = [
      `c0 AS ${quoteName("user")}`,
      "c1 AS item",
      "c2 AS kind",
      "CAST(c3 AS DOUBLE) AS value",
      `CAST(c4 AS BIGINT) AS ${quoteName("timestamp")}`,
    ];
    await engine.write(`SELECT ${columns.join(", ")} FROM ${rows}`, target, { format: "parquet" });
  });
  await rm(log);
  return target;
}

/** A text as a cell, in quotes where it needs them. */
function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** NumPy's file header (format 1.0) of little-endian float32 in C order. */
function npyHeader(shape: readonly number[]): Uint8Array {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(", ")}), }`;
  const padding = 64 - ((10 + text.length + 1) % 64);
  const header = `${text}${" ".repeat(padding)}\n`;
  const length = Buffer.from([header.length & 255, header.length >> 8]);
  return Buffer.concat([Buffer.from("\x93NUMPY\x01\x00", "latin1"), length, Buffer.from(header)]);
}
