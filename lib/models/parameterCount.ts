import { SparseMatrix } from "../matrices";
import { FactorModel } from "./FactorModel";
import { ItemToItem } from "./ItemToItem";
import { type Model } from "./Model";
import { InterestEncoder } from "./neural/InterestEncoder";
import { NeuralModel } from "./neural/NeuralModel";

/**
 * How many numbers a fitted model learned: a network's weights, the vectors of users and items
 * without their padding, or the weights between items that aren't 0.
 *
 * @returns NaN for models of other kinds: what they keep is data as much as parameters
 */
export function parameterCount(model: Model): number {
  if (model instanceof NeuralModel || model instanceof InterestEncoder) {
    return Object.values(model.weights).reduce((sum, { length }) => sum + length, 0);
  }
  if (model instanceof FactorModel) {
    const { size, users, items } = model.learned;
    return variedNumbers(users, size) + variedNumbers(items, size);
  }
  if (model instanceof ItemToItem) {
    const { weights } = model;
    const values = weights instanceof SparseMatrix ? weights.value : weights.values;
    return values.reduce((count, weight) => count + (weight === 0 ? 0 : 1), 0);
  }
  return NaN;
}

/** A column in which all rows agree is padding, or the 1 that stands beside an offset. */
function variedNumbers(table: Float32Array, size: number): number {
  const columns = Array.from({ length: size }, (_, column) => column).filter((column) =>
    table.some((value, at) => at % size === column && value !== table[column]),
  );
  return columns.length * (table.length / size);
}
