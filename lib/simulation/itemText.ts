import { sampleCategorical } from "../probability";
import { type World } from "./World";

/** Words of each interest's own vocabulary, and of the common one. */
const VOCABULARY_SIZE = 40;

/**
 * An item's text: each word from the vocabulary of one of its interests (in the shares it serves
 * them) or from the common one; within a vocabulary the r-th word in proportion to 1 / r.
 */
export function itemText(world: World, item: number): string {
  const { config, items } = world;
  const random = world.random.fork("text").fork(item);
  const interests = items.membership.rowColumns(item);
  const shares = items.membership.rowValues(item);
  const words: string[] = [];
  for (let place = 0; place < config.wordsPerItem; place++) {
    const vocabulary =
      random.uniform() < config.wordInterestShare
        ? 1 + interests[sampleCategorical(random, shares)]
        : 0;
    // Inverse of the harmonic distribution, near enough: rank r in proportion to 1 / r.
    const rank = Math.floor((VOCABULARY_SIZE + 1) ** random.uniform()) - 1;
    words.push(inventWord(vocabulary * VOCABULARY_SIZE + rank));
  }
  return words.join(" ");
}

const CONSONANTS = "bdfgklmnprstvz";
const VOWELS = "aeiou";

/** A pronounceable word for each number: syllables as digits, two or more. */
function inventWord(number: number): string {
  const base = CONSONANTS.length * VOWELS.length;
  let word = "";
  let left = number + base; // at least two syllables
  while (left > 0) {
    const digit = left % base;
    word += CONSONANTS[Math.floor(digit / VOWELS.length)] + VOWELS[digit % VOWELS.length];
    left = Math.floor(left / base);
  }
  return word;
}
