import { packByLength, type PackingSizes } from "./packByLength";
import { packSequences } from "./packSequences";
import { type Packing } from "./SequenceModel";

/** Packs sequences so that every place says what comes next. */
export function nextItemPacking(config: PackingSizes): Packing {
  return packByLength(config, {
    readCount: ({ from, end }) => end - from - 1,
    pack: packSequences,
  });
}
