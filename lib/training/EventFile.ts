import { appendFileSync, mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { bytesField, doubleField, floatField, integerField, message } from "./protobuf";
import { tfRecord } from "./tfRecord";

let fileCount = 0;

/**
 * A TensorBoard event file that is appended to: `tensorboard --logdir <folder>` shows it, while it
 * grows, too. Each file is new; a folder's files are shown as one run.
 */
export class EventFile {
  readonly file: string;

  /** @param folder - the run; made if it isn't there */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    const seconds = Math.floor(Date.now() / 1000);
    const name = `events.out.tfevents.${seconds}.${os.hostname()}.${process.pid}.${fileCount++}`;
    this.file = path.join(folder, name);
    this.#append(fileVersion());
  }

  /** Appends values of one step, as curves by name. NaN is left out. */
  scalars(step: number, values: Readonly<Record<string, number>>): void {
    const known = Object.entries(values).filter(([, value]) => !Number.isNaN(value));
    if (known.length > 0)
      this.#append(
        summaryEvent(
          step,
          known.map(([tag, v]) => scalar(tag, v)),
        ),
      );
  }

  /** Appends what a plugin of TensorBoard reads. */
  plugin(tag: string, name: string, content: Buffer): void {
    this.#append(summaryEvent(0, [pluginValue(tag, name, content)]));
  }

  #append(event: Buffer): void {
    appendFileSync(this.file, tfRecord(event));
  }
}

// Field numbers: tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto.

function fileVersion(): Buffer {
  return message(doubleField(1, Date.now() / 1000), bytesField(3, "brain.Event:2"));
}

function summaryEvent(step: number, values: readonly Buffer[]): Buffer {
  const summary = message(...values.map((value) => bytesField(1, value)));
  return message(doubleField(1, Date.now() / 1000), integerField(2, step), bytesField(5, summary));
}

function scalar(tag: string, value: number): Buffer {
  return message(bytesField(1, tag), floatField(2, value));
}

function pluginValue(tag: string, name: string, content: Buffer): Buffer {
  const FLOAT = 1;
  const emptyTensor = message(integerField(1, FLOAT), bytesField(2, message()));
  const plugin = message(bytesField(1, name), bytesField(2, content));
  return message(
    bytesField(1, tag),
    bytesField(8, emptyTensor),
    bytesField(9, message(bytesField(1, plugin))),
  );
}
