import assert from "node:assert/strict";
import { test } from "node:test";
import { choiceClock, choiceLog } from "../../../lib/models/bayesian/choices";
import { learnItemLikelihood } from "../../../lib/models/bayesian/itemLikelihood";
import { learnSeasons } from "../../../lib/models/bayesian/learnSeasons";
import { smallWorld, toldSpace } from "../../support/smallWorld";

test("a planted yearly wave is found, in log-odds", () => {
  const world = smallWorld({ seasonAmplitude: 0.6, periodCount: 4, seasonPeriods: 4 });
  const { interactions } = world;
  const clock = choiceClock(interactions, { periodDays: 90, halfLifeDays: null });
  const learned = learnItemLikelihood(interactions, toldSpace(world));
  const place = Int32Array.from({ length: 6 }, (_, k) => k);
  const season = learnSeasons(choiceLog(interactions, clock), learned, place, 4);
  // Only differences between interests can be seen.
  const wave = (period: number, k: number): number =>
    0.6 * Math.cos((2 * Math.PI * period) / 4 - world.world.seasonPhase[k]);
  let [product, square, right] = [0, 0, 0];
  for (let period = 0; period < 4; period++) {
    for (let k = 1; k < 6; k++) {
      const found = season[period * 6 + k] - season[period * 6];
      const planted = wave(period, k) - wave(period, 0);
      product += found * planted;
      square += found * found;
      right += planted * planted;
    }
  }
  assert.ok(product / Math.sqrt(square * right) > 0.9);
  assert.ok(product / right > 0.6 && product / right < 1.2, `${product / right}`);
});
