import { type SettingRule } from "../settingRules";

/** What holds of the units of dense layers, one number a layer. */
export const layerSizesRule: SettingRule = {
  condition: "that lists whole numbers of at least 1, at least one of them",
  holds: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((size) => Number.isInteger(size) && (size as number) >= 1),
};
