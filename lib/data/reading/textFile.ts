import { isUtf8 } from "node:buffer";
import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { TextDecoder } from "node:util";
import { createGunzip } from "node:zlib";

/** The longest line that is taken; what is longer is no table. */
export const MAX_LINE_BYTES: number = 16 * 1024 * 1024;

/** The encodings that are read. */
export const encodings = ["utf-8", "utf-16le", "windows-1252"] as const;

/** How a text file spells its characters. */
export type Encoding = (typeof encodings)[number];

/**
 * An encoding by its name; an empty name is none, so that the files' own is found.
 *
 * @throws RangeError if no encoding has this name
 */
export function parseEncoding(name: string): Encoding | undefined {
  if (name.trim() === "") return undefined;
  const found = encodings.find((encoding) => encoding === name.toLowerCase());
  if (found !== undefined) return found;
  throw new RangeError(`parseEncoding requires one of ${encodings.join(", ")}, got ${name}`);
}

/** Whether the file starts as gzip does, whatever its name. */
export function isGzip(file: string): boolean {
  const start = Buffer.alloc(2);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, start, 0, 2, 0);
  } finally {
    closeSync(descriptor);
  }
  return start[0] === 0x1f && start[1] === 0x8b;
}

/**
 * The bytes of a file, unpacked, in pieces.
 *
 * @throws RangeError naming the file if it can't be read, or its gzip is cut short or damaged
 */
export async function* fileBytes(file: string): AsyncGenerator<Buffer> {
  const gzip = isGzip(file);
  const raw = createReadStream(file, { highWaterMark: 1 << 20 });
  const stream = gzip ? raw.pipe(createGunzip({ chunkSize: 1 << 18 })) : raw;
  raw.on("error", (error) => stream.destroy(error));
  try {
    for await (const piece of stream) yield piece as Buffer;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RangeError(`readInteractions requires a readable file, got ${reason} in ${file}`, {
      cause: error,
    });
  } finally {
    raw.destroy();
  }
}

/** UTF-8 and UTF-16 by their marks; else UTF-8 where the bytes are, else Windows-1252. */
export function guessEncoding(sample: Uint8Array): Encoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return "utf-16le";
  return isUtf8(sample) ? "utf-8" : "windows-1252";
}

/** A line of text with its number from 1, and whether bytes of it are no UTF-8 though they should be. */
export type NumberedLine = readonly [line: number, text: string, isBroken?: boolean];

/** Why a line with such bytes is malformed. */
export const NOT_UTF8 = 'bytes that are no UTF-8 (if the file is Windows-1252, say so: encoding)';

/**
 * The lines of a text file in batches, without their ends (LF, CR LF, or CR alone where the file
 * has no LF in its first piece) and without a byte order mark. Bytes of a line that should be UTF-8
 * and aren't are taken for Latin-1, and the line is marked as broken.
 *
 * @throws RangeError if a line is longer than `MAX_LINE_BYTES`
 */
export async function* fileLines(
  file: string,
  encoding: Encoding,
): AsyncGenerator<NumberedLine[]> {
  const decoder = encoding === "utf-8" ? new Utf8Lines() : new OtherLines(encoding);
  let rest = "";
  let line = 1;
  let end: string | null = null;
  const take = (text: string, isLast: boolean): NumberedLine[] => {
    end ??= !text.includes("\n") && /\r[^\n]/.test(text) ? "\r" : "\n";
    const parts = (rest + text).split(end);
    rest = isLast ? "" : parts.pop()!;
    if (rest.length > MAX_LINE_BYTES) {
      throw new RangeError(
        `readInteractions requires lines below ${MAX_LINE_BYTES} characters, ` +
          `got a longer one at ${file}:${line + parts.length}`,
      );
    }
    return parts.map((part) =>
      decoder.line(line++, part.endsWith("\r") ? part.slice(0, -1) : part),
    );
  };
  for await (const bytes of fileBytes(file)) yield take(decoder.decode(bytes), false);
  yield take(decoder.decode(), true);
}

/** Decodes line by line, so that bytes which are no UTF-8 spoil their own line only. */
class Utf8Lines {
  /** Each byte as the character of its number: line ends stay what they are. */
  decode(bytes?: Buffer): string {
    return bytes?.toString("latin1") ?? "";
  }

  line(number: number, text: string): NumberedLine {
    if (!/[^\x00-\x7f]/.test(text)) return [number, text];
    const bytes = Buffer.from(text, "latin1");
    if (!isUtf8(bytes)) return [number, text, true];
    const decoded = bytes.toString("utf8");
    return [number, number === 1 ? decoded.replace(/^\ufeff/, "") : decoded];
  }
}

/** Decodes piece by piece. */
class OtherLines {
  readonly #decoder: TextDecoder;

  constructor(encoding: Encoding) {
    this.#decoder = new TextDecoder(encoding);
  }

  decode(bytes?: Buffer): string {
    return bytes ? this.#decoder.decode(bytes, { stream: true }) : this.#decoder.decode();
  }

  line(number: number, text: string): NumberedLine {
    return [number, text];
  }
}
