import assert from "node:assert/strict";
import { test } from "node:test";
import { modelClaims, plantedBlocks } from "../../lib/models/checkModel";
import { SparseCoding } from "../../lib/models/SparseCoding";

const build = (): SparseCoding => new SparseCoding({ embeddingSize: 2, seed: 1 });
for (const { claim, holds } of modelClaims(build)) test(claim, holds);

test("a larger L1 penalty leaves fewer atoms in each code, and atoms are no longer than 1", async () => {
  const share = async (l1Regularization: number): Promise<number> => {
    const config = { embeddingSize: 8, iterations: 20, l1Regularization, seed: 1 };
    const { learned } = await new SparseCoding(config).fit(plantedBlocks());
    for (let atom = 0; atom < learned.size; atom++) {
      const column = learned.items.filter((_, at) => at % learned.size === atom);
      assert.ok(column.reduce((sum, x) => sum + x * x, 0) < 1 + 1e-5);
    }
    return learned.users.filter((code) => code > 0).length / learned.users.length;
  };
  const shares = [await share(0.01), await share(0.5), await share(1.5)];
  assert.ok(shares[0] > shares[1] && shares[1] > shares[2] && shares[2] > 0, shares.join(" "));
});
