import { betterOf, type Comparison } from "../evaluation";
import { modelComparison } from "../figures";
import { type NamedFigure } from "../reports";

/**
 * A figure of each metric that has a better end: the models' means with their intervals, the
 * baseline's as a line.
 */
export function comparisonFigures(comparison: Comparison): NamedFigure[] {
  const { rows, baseline, seeds, foldCount } = comparison;
  const metrics = [...new Set(rows.map(({ metric }) => metric))].filter(
    (metric) => betterOf(metric) !== "neither",
  );
  return metrics.flatMap((metric) => {
    const own = rows.filter((row) => row.metric === metric && Number.isFinite(row.mean));
    if (own.length === 0) return [];
    const scores = own.map(({ model, mean, low, high }) => ({
      model,
      value: mean,
      ...(Number.isFinite(low) && Number.isFinite(high) && { low, high }),
    }));
    const runs = `${counted(seeds.length, "seed")}, ${counted(foldCount, "split")}`;
    const figure = modelComparison(scores, {
      metric,
      baseline: own.some(({ model }) => model === baseline) ? baseline : undefined,
      lowerIsBetter: betterOf(metric) === "lower",
      sample: `n = ${own[0].userCount} users, ${runs}`,
    });
    return [{ name: metric.replaceAll(/[^\w-]+/g, "-"), figure }];
  });
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
