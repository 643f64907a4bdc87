import { type Protocol } from "../evaluation";
import { type Experiment } from "./Experiment";

/** By what an experiment's models are measured. */
export function experimentProtocol(experiment: Experiment): Partial<Protocol> {
  const { k, metrics, relevantFrom, excludeSeen, candidates } = experiment;
  return { k, metrics, relevantFrom, excludeSeen, candidates, split: splitText(experiment) };
}

/** How train and test came about. */
function splitText({ cleaning, split: protocol }: Experiment): string {
  const after = cleaning ? ` after cleaning ${JSON.stringify(cleaning)}` : "";
  return (protocol ? JSON.stringify(protocol) : "train and test as given") + after;
}
