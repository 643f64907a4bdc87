import { boolField, bytesField, doubleField, integerField, message } from "../training";
import { type ParameterValue, type SearchObjective, type TrialSettings } from "../search";

// Messages of TensorBoard's HParams plugin; field numbers:
// tensorboard/plugins/hparams/{api,plugin_data}.proto.

/** The plugin's name in event files. */
export const HPARAMS = "hparams";

/** The tags of its messages. */
export const HPARAMS_TAGS = {
  experiment: "_hparams_/experiment",
  start: "_hparams_/session_start_info",
  end: "_hparams_/session_end_info",
} as const;

/** Which settings and metrics an experiment's runs have. */
export function experimentMessage(
  settings: readonly TrialSettings[],
  objectives: readonly SearchObjective[],
): Buffer {
  const names = [...new Set(settings.flatMap((each) => Object.keys(each)))];
  const infos = names.map((name) => {
    const values = settings.flatMap((each) => (name in each ? [each[name]] : []));
    return message(bytesField(1, name), integerField(4, kindOf(values)));
  });
  const metrics = objectives.map(({ metric }) =>
    message(bytesField(1, message(bytesField(2, metric)))),
  );
  const experiment = message(
    ...infos.map((info) => bytesField(4, info)),
    ...metrics.map((metric) => bytesField(5, metric)),
  );
  return pluginData(2, experiment);
}

/** A run's settings. */
export function startMessage(settings: TrialSettings, run: string, seconds: number): Buffer {
  const entries = Object.entries(settings).map(([name, value]) =>
    bytesField(1, message(bytesField(1, name), bytesField(2, valueMessage(value)))),
  );
  return pluginData(3, message(...entries, bytesField(4, run), doubleField(5, seconds)));
}

/** That a run has ended, and how. */
export function endMessage(isSuccess: boolean, seconds: number): Buffer {
  const [success, failure] = [1, 2];
  return pluginData(
    4,
    message(integerField(1, isSuccess ? success : failure), doubleField(2, seconds)),
  );
}

function pluginData(field: number, data: Buffer): Buffer {
  return message(integerField(1, 0), bytesField(field, data));
}

/** DataType: string 1, bool 2, float64 3. */
function kindOf(values: readonly ParameterValue[]): number {
  if (values.every((value) => typeof value === "number")) return 3;
  return values.every((value) => typeof value === "boolean") ? 2 : 1;
}

/** google.protobuf.Value. */
function valueMessage(value: ParameterValue): Buffer {
  if (value === null) return integerField(1, 0);
  if (typeof value === "number") return doubleField(2, value);
  return typeof value === "string" ? bytesField(3, value) : boolField(4, value);
}
