import { randomBytes } from "node:crypto";

/** A value in several forms, by MIME type; the reader draws the richest it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

type WriteDisplay = (
  content: { data: MimeBundle; metadata: object; transient: object },
  isUpdate: boolean,
) => void;

/** A place in a cell's output whose content can be replaced. */
export interface DisplaySlot {
  show(bundle: MimeBundle): void;
}

/**
 * A place for output in the running cell, or null outside a tslab kernel.
 *
 * The kernel is recognised by its own loaded module, so the library needs no tslab of its own.
 * tslab's public `display` sends one MIME type a message; its message writer, used here, takes a
 * whole bundle.
 */
export function displaySlot(): DisplaySlot | null {
  const write = kernelWriter();
  if (!write) return null;
  const id = randomBytes(8).toString("hex");
  let isUpdate = false;
  return {
    show(bundle) {
      write({ data: bundle, metadata: {}, transient: { display_id: id } }, isUpdate);
      isUpdate = true;
    },
  };
}

function kernelWriter(): WriteDisplay | null {
  for (const [file, loaded] of Object.entries(require.cache)) {
    if (!/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file)) continue;
    const { lastWriteDisplayData } = loaded?.exports as {
      lastWriteDisplayData?: WriteDisplay | null;
    };
    if (lastWriteDisplayData) return lastWriteDisplayData;
  }
  return null;
}
