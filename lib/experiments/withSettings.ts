import { type TrialSettings } from "../search";
import { type ExperimentPruning } from "./Experiment";

/**
 * A model's config with a trial's settings: a name with dots is a setting within a setting
 * (`optimizer.kind`). Where trials have a budget, it is a setting, too.
 */
export function withSettings(
  config: Readonly<Record<string, unknown>>,
  settings: TrialSettings,
  pruning?: ExperimentPruning,
  budget: number | null = null,
): Record<string, unknown> {
  const whole = structuredClone(config) as Record<string, unknown>;
  const given = Object.entries(settings);
  if (pruning && "setting" in pruning) given.push([pruning.setting, budget ?? pruning.most]);
  for (const [name, value] of given) {
    const path = name.split(".");
    let part = whole;
    for (const key of path.slice(0, -1)) {
      if (typeof part[key] !== "object" || part[key] === null) part[key] = {};
      part = part[key] as Record<string, unknown>;
    }
    part[path[path.length - 1]] = value;
  }
  return whole;
}
