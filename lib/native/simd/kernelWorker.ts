import { type MessagePort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { Control, joinJob, type Kernel, type PoolMessage, waitWhile } from "./KernelPool";
import { webAssembly } from "./webAssembly";

const { control, port } = workerData as { control: Int32Array; port: MessagePort };
const spaces = new Map<number, Record<string, Kernel>>();

function open({ space, module, memory }: PoolMessage & { what: "open" }): void {
  try {
    const { exports } = new webAssembly.Instance(module, { env: { memory } });
    spaces.set(space, exports as Record<string, Kernel>);
  } catch {
    // Without the memory this thread takes no part; the others do its work.
  }
}

function obey(message: PoolMessage): void {
  if (message.what === "open") open(message);
  else if (message.what === "close") spaces.delete(message.space);
  else {
    const kernels = spaces.get(message.space);
    if (kernels) joinJob(kernels[message.job.kernel], message.job, message.scratch, control);
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
