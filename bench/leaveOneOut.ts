import { matrixRow } from "../lib/matrices";
import {
  createModel,
  type FitOptions,
  type FoldIn,
  foldsIn,
  type Model,
  MODELS,
} from "../lib/models";
import { type Measured } from "./accuracyOf";
import { beauty } from "./splits";

/** Users scored at a time. */
const SCORED_AT_ONCE = 1000;

/**
 * Recall@10 and NDCG@10 of the last item of each of Beauty's lists: fitted on the lists without
 * their last two items, scored from all but the last one, which are no candidates. A tie goes to the
 * item with the lower number. A model that is fitted by gradient stops by the last item but one.
 */
export async function leaveOneOut(
  name: string,
  config: object,
  options: FitOptions = {},
): Promise<Measured> {
  const { train, histories, targets } = beauty();
  const stops = "validationShare" in MODELS[name].defaults;
  const settings = stops ? { ...config, validationShare: 1 } : config;
  const model = createModel(name, settings);
  await model.fit(stops ? histories(0, targets.length) : train, options);
  if (!foldsIn<Model>(model))
    throw new TypeError(`leaveOneOut requires a model that folds in, got ${name}`);
  let recall = 0;
  let gain = 0;
  for (let start = 0; start < targets.length; start += SCORED_AT_ONCE) {
    const end = start + SCORED_AT_ONCE;
    for (const before of ranks(model, histories(start, end), targets.slice(start, end))) {
      if (before >= 10) continue;
      recall++;
      gain += 1 / Math.log2(before + 2);
    }
  }
  const { length } = targets;
  return { model, figures: { "recall@10": recall / length, "ndcg@10": gain / length } };
}

/** How many candidates come before each user's target. */
function ranks(
  model: FoldIn,
  histories: Parameters<FoldIn["foldIn"]>[0],
  targets: readonly { user: string; item: string }[],
): number[] {
  const scores = model.foldIn(histories);
  return targets.map(({ user, item }) => {
    const row = histories.users.indexOf(user);
    const target = histories.items.indexOf(item);
    const own = matrixRow(scores, row);
    for (const seen of histories.matrix().rowColumns(row)) own[seen] = -Infinity;
    let before = 0;
    own.forEach((score, other) => {
      if (score > own[target] || (score === own[target] && other < target)) before++;
    });
    return before;
  });
}
