import { matrixRow } from "../matrices";
import { type Figure, type FigureOptions } from "./Figure";
import { numberText } from "./numberText";
import { BASELINE_COLOUR, PALETTE } from "./palette";
import { type PopulationInterests } from "./populationHeatmap";
import { composeFigure } from "./template";

/** Users' places on a map, such as UMAP's of their distributions; each of shape [users]. */
export interface MappedUsers extends PopulationInterests {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export interface InterestMapOptions extends FigureOptions {
  /** How the map was made; default "UMAP". */
  readonly method?: string;
  /** Interests with a colour of their own; default 6. */
  readonly k?: number;
}

/**
 * Users on a map, coloured by their likeliest interest; interests that lead for few users are grey.
 *
 * @throws RangeError if coordinates and users differ in number, or there are none
 */
export function interestMap(data: MappedUsers, options: InterestMapOptions = {}): Figure {
  const { users, interests, probabilities, x, y } = data;
  if (users.length === 0 || x.length !== users.length || y.length !== users.length) {
    throw new RangeError(
      `interestMap requires two coordinates for each user, got ${x.length} and ${y.length} for ` +
        `${users.length} users`,
    );
  }
  const zh = options.language === "zh";
  const leading = users.map((_, user) => {
    const row = matrixRow(probabilities, user);
    return row.indexOf(Math.max(...row));
  });
  const followers = new Map<number, number[]>();
  leading.forEach((interest, user) => {
    followers.set(interest, [...(followers.get(interest) ?? []), user]);
  });
  const ranked = [...followers].sort((a, b) => b[1].length - a[1].length);
  const k = Math.min(options.k ?? 6, PALETTE.length - 1);
  const own = ranked.slice(0, k);
  const rest = ranked.slice(k).flatMap(([, members]) => members);
  const layer = (name: string, members: readonly number[], color: string): Figure["data"][number] => ({
    type: "scatter",
    mode: "markers",
    name: `${name} (${numberText(members.length)})`,
    x: members.map((user) => Number(x[user].toPrecision(5))),
    y: members.map((user) => Number(y[user].toPrecision(5))),
    customdata: members.map((user) => [
      users[user],
      interests[leading[user]],
      matrixRow(probabilities, user)[leading[user]],
    ]),
    marker: { size: 5, color, opacity: 0.75 },
    hovertemplate: "%{customdata[0]}: %{customdata[1]} %{customdata[2]:.0%}<extra></extra>",
  });
  const method = options.method ?? "UMAP";
  const [first] = own[0];
  return composeFigure(
    {
      name: "interest-map",
      title: zh
        ? `用户按兴趣的${method}图：${interests[first]} 领先的用户最多（共 ${numberText(users.length)} 位）`
        : `${interests[first]} leads for more of the ${numberText(users.length)} users than any other, on the ${method} map`,
      traces: [
        ...(rest.length > 0 ? [layer(zh ? "其他" : "others", rest, BASELINE_COLOUR)] : []),
        ...own.map(([interest, members], i) => layer(interests[interest], members, PALETTE[i])),
      ],
      x: { title: `${method} 1`, more: { zeroline: false } },
      y: { title: `${method} 2`, more: { zeroline: false } },
      height: 540,
      more: { legend: { orientation: "v", x: 1.01, y: 1, xanchor: "left", yanchor: "top" } },
    },
    options,
  );
}
