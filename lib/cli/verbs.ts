import { clean } from "./clean";
import { compare } from "./compare";
import { distribution } from "./distribution";
import { doctor } from "./doctor";
import { evaluate } from "./evaluate";
import { fit } from "./fit";
import { forecast } from "./forecast";
import { metrics } from "./metrics";
import { recommend } from "./recommend";
import { report } from "./report";
import { run } from "./run";
import { setup } from "./setup";
import { simulate } from "./simulate";
import { sparsity } from "./sparsity";
import { split } from "./split";
import type { Verb } from "./Verb";

/** The verbs of the command, in the order of the help. */
export const verbs: readonly Verb[] = [
  setup,
  report,
  doctor,
  clean,
  split,
  sparsity,
  simulate,
  fit,
  recommend,
  distribution,
  forecast,
  evaluate,
  compare,
  metrics,
  run,
];
