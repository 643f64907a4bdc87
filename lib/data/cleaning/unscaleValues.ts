import { Interactions } from "../Interactions";
import { type CleaningRules } from "./CleaningRules";
import { type Learned, type LearnedRules } from "./learn";

/**
 * Values as they were before `standardise` and `normalise`: the inverse of both.
 *
 * @param rules - those of the cleaning
 * @param learned - what the cleaning learned
 * @throws RangeError if a rule scaled the values but what it learned isn't there
 */
export function unscaleValues(
  interactions: Interactions,
  rules: CleaningRules,
  learned: LearnedRules,
): Interactions {
  let value = interactions.value;
  if (rules.standardise) value = unscale(interactions, value, learned.standardise, "standardise");
  if (rules.normalise?.method === "log1p") value = value.map((scaled) => Math.expm1(scaled));
  else if (rules.normalise) value = unscale(interactions, value, learned.normalise, "normalise");
  return new Interactions({ ...partsOf(interactions), value });
}

function unscale(
  log: Interactions,
  value: Float64Array,
  learned: Learned | undefined,
  rule: string,
): Float64Array {
  if (!learned) throw new RangeError(`unscaleValues requires what ${rule} learned, got none`);
  const idOf = (row: number) =>
    learned.by === "user" ? log.users.ids[log.userIndex[row]] : log.items.ids[log.itemIndex[row]];
  return value.map((scaled, row) => {
    const known = learned.by === "overall" ? undefined : learned.groups[idOf(row)];
    const [shift, scale] = (known) ?? learned.overall;
    return scaled * scale + shift;
  });
}

function partsOf(log: Interactions): ConstructorParameters<typeof Interactions>[0] {
  const { users, items, kinds, userIndex, itemIndex, kindIndex, value } = log;
  const { timestampMs, domain, session } = log;
  return {
    users,
    items,
    kinds,
    userIndex,
    itemIndex,
    kindIndex,
    value,
    timestampMs,
    domain,
    session,
  };
}
