import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Where a training stands: plain values, and the variables' values in order. */
export interface Checkpoint<Progress> {
  readonly progress: Progress;
  readonly arrays: readonly Float32Array[];
}

/**
 * Writes a checkpoint as one file: the length of a JSON head (4 bytes, little-endian), the head,
 * then the arrays' floats. Written aside and renamed, so an interruption leaves the last one whole.
 */
export function saveCheckpoint<Progress>(file: string, checkpoint: Checkpoint<Progress>): void {
  const { progress, arrays } = checkpoint;
  const head = Buffer.from(
    JSON.stringify({ progress, lengths: arrays.map((each) => each.length) }),
  );
  const headLength = Buffer.alloc(4);
  headLength.writeUInt32LE(head.length);
  const bodies = arrays.map((each) => Buffer.from(each.buffer, each.byteOffset, each.byteLength));
  mkdirSync(path.dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, Buffer.concat([headLength, head, ...bodies]));
  renameSync(part, file);
}

/**
 * @returns null if there is no such file
 * @throws RangeError if the file isn't a whole checkpoint
 */
export function loadCheckpoint<Progress>(file: string): Checkpoint<Progress> | null {
  if (!existsSync(file)) return null;
  const bytes = readFileSync(file);
  const headEnd = 4 + bytes.readUInt32LE(0);
  const head = JSON.parse(bytes.toString("utf8", 4, headEnd)) as {
    progress: Progress;
    lengths: number[];
  };
  const floatCount = head.lengths.reduce((sum, length) => sum + length, 0);
  if (bytes.length !== headEnd + 4 * floatCount) {
    throw new RangeError(
      `loadCheckpoint requires ${headEnd + 4 * floatCount} bytes, got ${bytes.length} in ${file}`,
    );
  }
  const floats = new Float32Array(Uint8Array.from(bytes.subarray(headEnd)).buffer);
  let start = 0;
  const arrays = head.lengths.map((length) => {
    start += length;
    return floats.slice(start - length, start);
  });
  return { progress: head.progress, arrays };
}
