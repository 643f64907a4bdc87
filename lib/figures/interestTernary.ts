import { matrixRow } from "../matrices";
import { type Figure, type FigureOptions } from "./Figure";
import { numberText, percentText } from "./numberText";
import { PALETTE } from "./palette";
import { type PopulationInterests } from "./populationHeatmap";
import { composeFigure } from "./template";

export interface InterestTernaryOptions extends FigureOptions {
  /** The three interests at the corners; the likeliest of the population by default. */
  readonly corners?: readonly [string, string, string];
}

/**
 * Users by their shares of three interests, as points in a triangle: at a corner nothing but that
 * interest of the three, in the middle all alike. The larger the point, the more the three are of
 * all that a user is interested in.
 *
 * @throws RangeError if a corner is unknown, or there are no users or fewer than three interests
 */
export function interestTernary(
  population: PopulationInterests,
  options: InterestTernaryOptions = {},
): Figure {
  const { users, interests, probabilities } = population;
  if (users.length === 0 || interests.length < 3) {
    throw new RangeError(
      `interestTernary requires users and three interests, got ${users.length} and ${interests.length}`,
    );
  }
  const corners = options.corners?.map((name) => {
    const place = interests.indexOf(name);
    if (place < 0) {
      throw new RangeError(
        `interestTernary requires corners among ${interests.join(", ")}, got ${name}`,
      );
    }
    return place;
  });
  const [a, b, c] = corners ?? likeliest(population);
  const rows = users.map((_, user) => {
    const row = matrixRow(probabilities, user);
    return { shares: [row[a], row[b], row[c]], sum: row[a] + row[b] + row[c] };
  });
  const mean = rows.reduce((total, { sum }) => total + sum, 0) / users.length;
  const names = [a, b, c].map((interest) => interests[interest]);
  const corner = (name: string) => ({ title: { text: name }, tickformat: ".0%", gridcolor: "#E4E7EB" });
  return composeFigure(
    {
      name: "interest-ternary",
      title:
        options.language === "zh"
          ? `${names.join("、")} 合占 ${numberText(users.length)} 位用户兴趣的 ${percentText(mean)}`
          : `${names.join(", ")} are ${percentText(mean)} of the interests of ${numberText(users.length)} users`,
      traces: [
        {
          type: "scatterternary",
          mode: "markers",
          a: rows.map(({ shares, sum }) => shares[0] / sum),
          b: rows.map(({ shares, sum }) => shares[1] / sum),
          c: rows.map(({ shares, sum }) => shares[2] / sum),
          customdata: users.map((user, row) => [user, rows[row].sum]),
          marker: {
            color: PALETTE[0],
            opacity: 0.5,
            size: rows.map(({ sum }) => 3 + 7 * sum),
          },
          hovertemplate: "%{customdata[0]}: %{a:.0%}, %{b:.0%}, %{c:.0%}<extra></extra>",
        },
      ],
      height: 540,
      more: {
        ternary: {
          sum: 1,
          // Room for the name of the upper corner under the title.
          domain: { y: [0, 0.93] },
          bgcolor: "#FFFFFF",
          aaxis: corner(names[0]),
          baxis: corner(names[1]),
          caxis: corner(names[2]),
        },
      },
    },
    options,
  );
}

/** The three interests of the largest mean. */
function likeliest({ probabilities, interests }: PopulationInterests): number[] {
  const sums = new Float64Array(interests.length);
  for (let row = 0; row < probabilities.rowCount; row++) {
    matrixRow(probabilities, row).forEach((share, k) => (sums[k] += share));
  }
  return Array.from(sums.keys())
    .sort((x, y) => sums[y] - sums[x])
    .slice(0, 3);
}
