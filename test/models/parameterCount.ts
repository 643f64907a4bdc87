import assert from "node:assert/strict";
import { test } from "node:test";
import { Interactions } from "../../lib/data";
import { Ease } from "../../lib/models/Ease";
import { Ials } from "../../lib/models/Ials";
import { MultVae } from "../../lib/models/neural/MultVae";
import { parameterCount } from "../../lib/models/parameterCount";
import { Popularity } from "../../lib/models/Popularity";

/** Seven users, five items. */
const log = Interactions.fromColumns({
  user: Array.from({ length: 21 }, (_, row) => `u${row % 7}`),
  item: Array.from({ length: 21 }, (_, row) => `i${(row * row + (row % 3)) % 5}`),
});

test("a network's weights, vectors without padding, and weights between items are counted", async () => {
  const { users, items } = log;
  const vae = new MultVae({ hiddenSize: 4, latentSize: 2, epochs: 1, validationShare: 0 });
  const count = items.size;
  const layers = count * 4 + 4 + (4 * 4 + 4) + (2 * 4 + 4) + (4 * count + count);
  assert.equal(parameterCount(await vae.fit(log)), layers);
  const factors = await new Ials({ embeddingSize: 3, iterations: 2 }).fit(log);
  assert.equal(parameterCount(factors), (users.size + items.size) * 3);
  // No item speaks for itself.
  assert.equal(parameterCount(await new Ease({ regularization: 1 }).fit(log)), count * (count - 1));
  assert.ok(Number.isNaN(parameterCount(await new Popularity().fit(log))));
});
