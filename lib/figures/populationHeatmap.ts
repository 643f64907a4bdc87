import { type DenseMatrix, matrixRow } from "../matrices";
import { type Figure, type FigureOptions, type Language } from "./Figure";
import { numberText } from "./numberText";
import { COLOUR_SCALE } from "./palette";
import { composeFigure } from "./template";

/** Users' distributions over interests; an `InterestDistribution` is one. */
export interface PopulationInterests {
  readonly users: readonly string[];
  readonly interests: readonly string[];
  /** Shape [users, interests]. */
  readonly probabilities: DenseMatrix;
}

export interface PopulationHeatmapOptions extends FigureOptions {
  /** Rows drawn at most, evenly taken from all; default 200. */
  readonly userLimit?: number;
  /** Interests drawn at most, the likeliest of the population; default 30. */
  readonly interestLimit?: number;
}

interface Labels {
  readonly title: (interest: string, count: string) => string;
  readonly probability: string;
  readonly interest: string;
  readonly user: string;
  readonly grouped: (count: string) => string;
}

const WORDS: Readonly<Record<Language, Labels>> = {
  en: {
    title: (interest, count) => `${interest} is the likeliest interest over all ${count} users`,
    probability: "probability",
    interest: "interest",
    user: "user",
    grouped: (count) => `users, grouped by likeliest interest (${count} shown)`,
  },
  zh: {
    title: (interest, count) => `${interest}是全部 ${count} 位用户最可能的兴趣`,
    probability: "概率",
    interest: "兴趣",
    user: "用户",
    grouped: (count) => `用户，按最可能的兴趣分组（显示 ${count} 位）`,
  },
};

/**
 * Users by interests, as colours. Users are grouped by their likeliest interest, interests ordered
 * by the population's mean, so that blocks show who shares an interest.
 *
 * @throws RangeError if there is no user
 */
export function populationHeatmap(
  population: PopulationInterests,
  options: PopulationHeatmapOptions = {},
): Figure {
  const { users, interests, probabilities } = population;
  if (users.length === 0) throw new RangeError("populationHeatmap requires users, got none");
  const columns = likeliestColumns(probabilities).slice(0, options.interestLimit ?? 30);
  const rows = groupedRows(probabilities, columns, options.userLimit ?? 200);
  const few = rows.length <= 30;
  const words = WORDS[options.language ?? "en"];
  return composeFigure(
    {
      name: "population-heatmap",
      title: words.title(interests[columns[0]], numberText(users.length)),
      traces: [
        {
          type: "heatmap",
          x: columns.map((column) => interests[column]),
          y: few ? rows.map((row) => users[row]) : rows.map((_, place) => place + 1),
          z: rows.map((row) => {
            const values = matrixRow(probabilities, row);
            return columns.map((column) => Number(values[column].toPrecision(4)));
          }),
          customdata: rows.map((row) => columns.map(() => users[row])),
          colorscale: COLOUR_SCALE,
          zmin: 0,
          xgap: 1,
          ygap: few ? 1 : 0,
          colorbar: { title: { text: words.probability, font: { size: 13 } }, tickformat: ".0%", thickness: 14 },
          hovertemplate: `${words.user} %{customdata}, %{x}: %{z:.1%}<extra></extra>`,
        },
      ],
      x: { title: words.interest, more: { type: "category", tickangle: -45 } },
      y: {
        title: few ? words.user : words.grouped(numberText(rows.length)),
        more: { autorange: "reversed", ...(few && { type: "category" }) },
      },
      height: few ? 190 + Math.max(110, 26 * rows.length) : 520,
    },
    options,
  );
}

/** Columns by falling mean. */
function likeliestColumns(matrix: DenseMatrix): number[] {
  const sums = new Float64Array(matrix.columnCount);
  for (let row = 0; row < matrix.rowCount; row++) {
    matrixRow(matrix, row).forEach((value, column) => (sums[column] += value));
  }
  return Array.from(sums, (_, column) => column).sort((a, b) => sums[b] - sums[a]);
}

/** At most `limit` rows, evenly taken, ordered by their largest column and its value. */
function groupedRows(matrix: DenseMatrix, columns: readonly number[], limit: number): number[] {
  const count = Math.min(limit, matrix.rowCount);
  const keyed = Array.from({ length: count }, (_, place) => {
    const row = Math.floor((place * matrix.rowCount) / count);
    const values = matrixRow(matrix, row);
    let top = 0;
    columns.forEach((column, index) => {
      if (values[column] > values[columns[top]]) top = index;
    });
    return { row, top, peak: values[columns[top]] };
  });
  return keyed.sort((a, b) => a.top - b.top || b.peak - a.peak).map(({ row }) => row);
}
