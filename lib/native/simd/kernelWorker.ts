import { type MessagePort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { Control, type Kernel, type PoolMessage, takeBlocks } from "./KernelPool";
import { webAssembly } from "./webAssembly";

const { control, port } = workerData as { control: Int32Array; port: MessagePort };
const spaces = new Map<number, Record<string, Kernel>>();

function obey(message: PoolMessage): void {
  if (message.what === "open") {
    const { exports } = new webAssembly.Instance(message.module, {
      env: { memory: message.memory },
    });
    spaces.set(message.space, exports as Record<string, Kernel>);
  } else if (message.what === "close") {
    spaces.delete(message.space);
  } else {
    const kernel = spaces.get(message.space)![message.job.kernel];
    takeBlocks(kernel, message.job, message.scratch, control);
  }
}

// Sleeps on the control word; messages are fetched by hand, since a sleeping thread gets no events.
for (let seen = 0; ;) {
  for (;;) {
    const received = receiveMessageOnPort(port);
    if (!received) break;
    const message = received.message as PoolMessage;
    try {
      obey(message);
    } catch {
      Atomics.store(control, Control.Failed, 1);
    }
    if (message.what === "run") {
      Atomics.sub(control, Control.Running, 1);
      Atomics.notify(control, Control.Running);
    }
  }
  Atomics.wait(control, Control.Generation, seen);
  seen = Atomics.load(control, Control.Generation);
}
