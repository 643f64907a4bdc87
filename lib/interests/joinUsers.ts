import { type DenseMatrix, denseMatrix } from "../matrices";
import { InterestDistribution, type InterestPosteriorForm } from "./InterestDistribution";

/**
 * Distributions of several users as one, users behind each other: what a model gave batch by batch.
 * It has a posterior if all have one of the same family and number of draws.
 *
 * @param parts - at least one, over the same interests
 * @throws RangeError if there is none, or interests differ in number
 */
export function joinUsers(parts: readonly InterestDistribution[]): InterestDistribution {
  if (parts.length === 0) {
    throw new RangeError("joinUsers requires at least one distribution, got none");
  }
  const [{ spaceName, interests }] = parts;
  return new InterestDistribution({
    users: parts.flatMap(({ users }) => users),
    spaceName,
    interests,
    probabilities: stacked(parts.map(({ probabilities }) => probabilities)),
    posterior: joinPosteriors(parts.map(({ posterior }) => posterior)),
  });
}

function joinPosteriors(
  posteriors: readonly (InterestPosteriorForm | null)[],
): InterestPosteriorForm | undefined {
  const dirichlet = posteriors.flatMap((posterior) =>
    posterior?.family === "dirichlet" ? [posterior.concentrations] : [],
  );
  if (dirichlet.length === posteriors.length) {
    return { family: "dirichlet", concentrations: stacked(dirichlet) };
  }
  const sampled = posteriors.flatMap((posterior) =>
    posterior?.family === "samples" ? [posterior] : [],
  );
  if (sampled.length < posteriors.length) return undefined;
  const [{ drawCount }] = sampled;
  if (sampled.some((posterior) => posterior.drawCount !== drawCount)) return undefined;
  return { family: "samples", drawCount, draws: stacked(sampled.map(({ draws }) => draws)) };
}

function stacked(matrices: readonly DenseMatrix[]): DenseMatrix {
  const [{ columnCount }] = matrices;
  const rowCount = matrices.reduce((sum, matrix) => sum + matrix.rowCount, 0);
  const values = new Float32Array(rowCount * columnCount);
  let row = 0;
  for (const matrix of matrices) {
    values.set(matrix.values, row * columnCount);
    row += matrix.rowCount;
  }
  return denseMatrix(values, rowCount, columnCount);
}
