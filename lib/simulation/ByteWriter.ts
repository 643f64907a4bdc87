import { closeSync, openSync, writeSync } from "node:fs";

const SIZE = 1 << 20;
const COMMA = 44;
const NEWLINE = 10;
const MINUS = 45;
const ZERO = 48;

/**
 * Writes a comma-separated file through one buffer, without making strings of numbers. Texts are
 * ASCII without commas, quotes or line ends.
 */
export class ByteWriter {
  readonly #file: number;
  readonly #buffer: Buffer = Buffer.allocUnsafe(SIZE);
  #length = 0;

  constructor(path: string) {
    this.#file = openSync(path, "wx");
  }

  text(text: string): this {
    if (this.#length + text.length > SIZE) this.#flush();
    this.#length += this.#buffer.write(text, this.#length, "latin1");
    return this;
  }

  bytes(bytes: Uint8Array): this {
    for (let start = 0; start < bytes.length; start += SIZE) {
      const piece = bytes.subarray(start, start + SIZE);
      if (this.#length + piece.length > SIZE) this.#flush();
      this.#buffer.set(piece, this.#length);
      this.#length += piece.length;
    }
    return this;
  }

  /** A whole number below 2^53 in size. */
  integer(value: number): this {
    if (this.#length + 20 > SIZE) this.#flush();
    const buffer = this.#buffer;
    let left = value;
    if (left < 0) {
      buffer[this.#length++] = MINUS;
      left = -left;
    }
    let digitCount = 1;
    for (let bound = 10; left >= bound; bound *= 10) digitCount++;
    for (let place = this.#length + digitCount - 1; place >= this.#length; place--) {
      const rest = Math.floor(left / 10);
      buffer[place] = ZERO + (left - rest * 10);
      left = rest;
    }
    this.#length += digitCount;
    return this;
  }

  comma(): this {
    if (this.#length === SIZE) this.#flush();
    this.#buffer[this.#length++] = COMMA;
    return this;
  }

  newline(): this {
    if (this.#length === SIZE) this.#flush();
    this.#buffer[this.#length++] = NEWLINE;
    return this;
  }

  /** A line of cells. */
  row(...cells: (string | number)[]): this {
    cells.forEach((cell, place) => {
      if (place > 0) this.comma();
      this.text(String(cell));
    });
    return this.newline();
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    let written = 0;
    while (written < this.#length) {
      written += writeSync(this.#file, this.#buffer, written, this.#length - written);
    }
    this.#length = 0;
  }
}
