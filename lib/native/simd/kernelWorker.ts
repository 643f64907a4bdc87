import { type MessagePort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { Control, joinJob, type Kernel, type PoolMessage, waitWhile } from "./KernelPool";
import { type WasmMemory, webAssembly } from "./webAssembly";

const { control, port } = workerData as { control: Int32Array; port: MessagePort };

interface OpenSpace {
  readonly kernels: Record<string, Kernel>;
  readonly memory: WasmMemory;
}

const spaces = new Map<number, OpenSpace>();

function open({ space, module, memory }: PoolMessage & { what: "open" }): void {
  try {
    const { exports } = new webAssembly.Instance(module, { env: { memory } });
    spaces.set(space, { kernels: exports as Record<string, Kernel>, memory });
  } catch {
    // Without the memory this thread takes no part; the others do its work.
  }
}

/**
 * Whether this thread knows of so many bytes. An engine tells threads that memory grew, but may miss one
 * that was just being handed the memory: to grow by nothing makes it look.
 */
function reaches(memory: WasmMemory, bytes: number): boolean {
  if (memory.buffer.byteLength < bytes) memory.grow(0);
  return memory.buffer.byteLength >= bytes;
}

function obey(message: PoolMessage): void {
  if (message.what === "open") open(message);
  else if (message.what === "close") spaces.delete(message.space);
  else {
    const { job, scratch, bytes } = message;
    const opened = spaces.get(message.space);
    if (opened && reaches(opened.memory, bytes)) {
      joinJob(opened.kernels[job.kernel], job, scratch, control);
    }
  }
}

// Sleeps on the control word; messages are fetched by hand, since a sleeping thread gets no events.
for (let seen = 0; ;) {
  for (;;) {
    const received = receiveMessageOnPort(port);
    if (!received) break;
    obey(received.message as PoolMessage);
  }
  waitWhile(control, Control.Generation, seen);
  seen = Atomics.load(control, Control.Generation);
}
