import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import v8 from "node:v8";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { type WasmMemory, type WasmModule, webAssembly } from "./webAssembly";

/** Whether the engine takes relaxed SIMD, that is fused multiply-add: (a, b, c) -> a * b + c. */
function hasRelaxedSimd(): boolean {
  const probe = [
    ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 123, 123, 123, 1, 123, 3, 2, 1, 0],
    ...[10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2, 253, 133, 2, 11],
  ];
  if (webAssembly.validate(Uint8Array.from(probe))) return true;
  // Node 20 has it behind a flag.
  v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
  return webAssembly.validate(Uint8Array.from(probe));
}

let compiled: WasmModule | null = null;

/** The kernels, compiled once a process. */
function kernelModule(): WasmModule {
  if (compiled) return compiled;
  const file = hasRelaxedSimd() ? "relaxed.wasm" : "simd.wasm";
  compiled = new webAssembly.Module(readFileSync(path.join(__dirname, "../kernels", file)));
  return compiled;
}

/** What a kernel takes after (scratch, from, to): addresses and numbers. */
export type Kernel = (scratch: number, from: number, to: number, ...rest: number[]) => void;

/** What the main thread tells a worker. */
export type PoolMessage =
  | { what: "open"; space: number; module: WasmModule; memory: WasmMemory }
  /** `bytes`: all of the memory, as it is at the job. */
  | { what: "run"; space: number; job: Job; scratch: number; bytes: number }
  | { what: "close"; space: number };

/** Rows [0, count) in blocks of `grain`, each block one call of the kernel. */
export interface Job {
  /** Above 0. */
  readonly id: number;
  readonly kernel: string;
  readonly count: number;
  readonly grain: number;
  readonly rest: readonly number[];
}

/** Places in the control words that the threads share. */
export const enum Control {
  /** Raised and notified when messages wait. */
  Generation,
  /** The id of the running job; 0 between jobs. */
  Job,
  /** The next block of the running job. */
  NextBlock,
  /** Workers that are at the running job. */
  Working,
  /** Set when a kernel failed in a worker. */
  Failed,
  Count,
}

/**
 * A worker's part in a job: none, if the others were done before it came. It says that it is at
 * work before it looks whether the job still runs, so that no job ends unseen under its hands.
 */
export function joinJob(kernel: Kernel, job: Job, scratch: number, control: Int32Array): void {
  Atomics.add(control, Control.Working, 1);
  try {
    if (Atomics.load(control, Control.Job) === job.id) takeBlocks(kernel, job, scratch, control);
  } catch {
    Atomics.store(control, Control.Failed, 1);
  } finally {
    Atomics.sub(control, Control.Working, 1);
    Atomics.notify(control, Control.Working);
  }
}

/** How often a thread looks at a word before it sleeps: half a millisecond or so. */
const SPINS = 200_000;

/**
 * Waits while a control word has a value. To wake a thread can take as long as a short job, so that it
 * sleeps only after a while.
 */
export function waitWhile(control: Int32Array, place: Control, value: number): void {
  for (let spin = 0; spin < SPINS; spin++) {
    if (Atomics.load(control, place) !== value) return;
  }
  Atomics.wait(control, place, value);
}

/** Calls the kernel on one block after another until none is left. */
function takeBlocks(kernel: Kernel, job: Job, scratch: number, control: Int32Array): void {
  for (;;) {
    const from = Atomics.add(control, Control.NextBlock, 1) * job.grain;
    if (from >= job.count) return;
    kernel(scratch, from, Math.min(job.count, from + job.grain), ...job.rest);
  }
}

interface PoolWorker {
  worker: Worker;
  port: MessagePort;
}

const control = new Int32Array(new SharedArrayBuffer(4 * Control.Count));
const workers: PoolWorker[] = [];
let nextSpace = 0;
let lastJob = 0;

/** Lets sleeping workers look at their messages. */
function wakeWorkers(): void {
  Atomics.add(control, Control.Generation, 1);
  Atomics.notify(control, Control.Generation);
}

/** From 1 up, again from 1 before 32 bits end. */
function nextJobId(): number {
  return (lastJob = (lastJob % 0x7fffffff) + 1);
}

/** Lets no worker begin with the job any more, and waits for those that did. */
function finishJob(): void {
  Atomics.store(control, Control.Job, 0);
  for (;;) {
    const working = Atomics.load(control, Control.Working);
    if (working === 0) return;
    waitWhile(control, Control.Working, working);
  }
}

function startWorker(): PoolWorker {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(path.join(__dirname, "kernelWorker.js"), {
    workerData: { control, port: port2 },
    transferList: [port2],
  });
  worker.unref();
  port1.unref();
  return { worker, port: port1 };
}

/**
 * How many threads the kernels run on, this one among them: INTERESTLAB_THREADS, or as many as
 * the machine offers. Results don't depend on it.
 *
 * @throws RangeError if INTERESTLAB_THREADS is not a whole number of at least 1
 */
export function kernelThreadCount(): number {
  const wanted = process.env.INTERESTLAB_THREADS;
  if (wanted === undefined) return Math.min(16, os.availableParallelism());
  const count = Number(wanted);
  if (!(Number.isInteger(count) && count >= 1)) {
    throw new RangeError(
      `INTERESTLAB_THREADS requires a whole number of at least 1, got ${wanted}`,
    );
  }
  return count;
}

/** An array in the kernels' memory. */
export interface Shared<Values extends Float32Array | Int32Array> {
  readonly values: Values;
  /** In bytes, as kernels take it. */
  readonly address: number;
}

const PAGE = 65_536;
const MOST_PAGES = 65_536;

/**
 * Memory that the kernels work in, shared by their threads, and the door to call them.
 *
 * Rows are shared out in blocks, whoever is free takes the next one; since a kernel's result for
 * a row depends on nothing else that the job writes, the schedule doesn't show in the result.
 */
export class KernelSpace {
  readonly threadCount: number = kernelThreadCount();
  readonly #memory = new webAssembly.Memory({
    initial: 16,
    maximum: MOST_PAGES,
    shared: true,
  });
  readonly #kernels: Record<string, Kernel>;
  readonly #id = nextSpace++;
  /** Below it lie the kernels' own constants. */
  #top = PAGE;
  #scratch = { address: 0, floats: 0 };
  #openWorkers = 0;
  /** Addresses of released arrays by their length in bytes. */
  readonly #released = new Map<number, number[]>();

  constructor() {
    const { exports } = new webAssembly.Instance(kernelModule(), { env: { memory: this.#memory } });
    this.#kernels = exports as Record<string, Kernel>;
  }

  /** A new array of zeros, or a copy of the values. */
  float32(values: number | ArrayLike<number>): Shared<Float32Array> {
    const length = typeof values === "number" ? values : values.length;
    const address = this.#take(4 * length);
    const view = new Float32Array(this.#memory.buffer, address, length);
    if (typeof values !== "number") view.set(values);
    return { values: view, address };
  }

  /** A new array of zeros, or a copy of the values. */
  int32(values: number | ArrayLike<number>): Shared<Int32Array> {
    const length = typeof values === "number" ? values : values.length;
    const address = this.#take(4 * length);
    const view = new Int32Array(this.#memory.buffer, address, length);
    if (typeof values !== "number") view.set(values);
    return { values: view, address };
  }

  /** Gives an array's memory back, for the next array of the same length. */
  release({ values, address }: Shared<Float32Array | Int32Array>): void {
    const known = this.#released.get(values.byteLength);
    if (known) known.push(address);
    else this.#released.set(values.byteLength, [address]);
  }

  /**
   * Calls a kernel on the rows [0, count), on all threads, and waits. A thread that isn't up yet,
   * or is kept from running, holds up nobody: the others take its blocks.
   *
   * @param options - `grain` rows a block; `scratchFloats` of scratch memory for each thread
   * @throws Error if there is no such kernel, or it failed
   */
  run(
    kernel: string,
    count: number,
    rest: readonly number[],
    options: { grain?: number; scratchFloats?: number } = {},
  ): void {
    const call = this.#kernels[kernel] as Kernel | undefined;
    if (!call) throw new Error(`run requires a kernel, got ${kernel}`);
    const { grain = 64, scratchFloats = 0 } = options;
    const stride = 16 * Math.ceil(scratchFloats / 16) + 16;
    if (stride * this.threadCount > this.#scratch.floats) {
      const floats = stride * this.threadCount;
      this.#scratch = { floats, address: this.#take(4 * floats) };
    }
    const scratch = this.#scratch.address;
    const job: Job = { id: nextJobId(), kernel, count, grain, rest };
    Atomics.store(control, Control.NextBlock, 0);
    Atomics.store(control, Control.Job, job.id);
    try {
      const helpers = Math.min(this.threadCount, Math.ceil(count / grain)) - 1;
      if (helpers > 0) this.#wake(helpers, job, (thread) => scratch + 4 * stride * thread);
      takeBlocks(call, job, scratch, control);
    } finally {
      finishJob();
    }
    if (Atomics.exchange(control, Control.Failed, 0) !== 0) {
      throw new Error(`run requires kernels that don't trap, got a failure in ${kernel}`);
    }
  }

  /** Lets the threads forget this memory. */
  dispose(): void {
    for (const { port } of workers.slice(0, this.#openWorkers)) {
      port.postMessage({ what: "close", space: this.#id } satisfies PoolMessage);
    }
    this.#openWorkers = 0;
    wakeWorkers();
  }

  #wake(helpers: number, job: Job, scratchOf: (thread: number) => number): void {
    while (workers.length < helpers) workers.push(startWorker());
    for (; this.#openWorkers < helpers; this.#openWorkers++) {
      workers[this.#openWorkers].port.postMessage({
        what: "open",
        space: this.#id,
        module: kernelModule(),
        memory: this.#memory,
      } satisfies PoolMessage);
    }
    const bytes = this.#memory.buffer.byteLength;
    for (let helper = 0; helper < helpers; helper++) {
      workers[helper].port.postMessage({
        what: "run",
        space: this.#id,
        job,
        scratch: scratchOf(helper + 1),
        bytes,
      } satisfies PoolMessage);
    }
    wakeWorkers();
  }

  #take(bytes: number): number {
    const again = this.#released.get(bytes)?.pop();
    if (again !== undefined) {
      new Uint8Array(this.#memory.buffer, again, bytes).fill(0);
      return again;
    }
    const address = this.#top;
    this.#top = 64 * Math.ceil((address + bytes) / 64);
    const missing = Math.ceil((this.#top - this.#memory.buffer.byteLength) / PAGE);
    if (missing > 0) {
      if (this.#top > PAGE * MOST_PAGES) {
        throw new RangeError(`KernelSpace requires at most 4 GiB, got ${this.#top} bytes`);
      }
      this.#memory.grow(missing);
    }
    return address;
  }
}
