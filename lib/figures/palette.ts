/** The colour-blind-safe palette of Okabe and Ito (2008), without its yellow (too pale on white). */
export const PALETTE: readonly string[] = [
  "#0072B2", // blue
  "#D55E00", // vermilion
  "#009E73", // green
  "#CC79A7", // purple
  "#E69F00", // orange
  "#56B4E9", // sky
  "#4D4D4D", // grey
];

/** From nearly white to dark blue: light in print, and apart for every kind of colour vision. */
export const COLOUR_SCALE: readonly (readonly [number, string])[] = [
  [0, "#F7FBFF"],
  [0.1, "#D9E8F5"],
  [0.3, "#9BC8E0"],
  [0.55, "#4292C6"],
  [0.8, "#0F5CA8"],
  [1, "#08306B"],
];

/** Of what is only there to compare with: baselines, chance, what was before. */
export const BASELINE_COLOUR = "#8C8C8C";

/** Of what was taken out or went wrong. */
export const LOSS_COLOUR = "#D55E00";

const MODEL_COLOURS: Readonly<Record<string, string>> = {
  popularity: BASELINE_COLOUR,
  ease: "#0072B2",
  cnn: "#D55E00",
  dirichlet: "#009E73",
  history: "#E69F00",
  itemknn: "#56B4E9",
  userknn: "#4D4D4D",
  ials: "#009E73",
  bpr: "#CC79A7",
  biased: "#4D4D4D",
  lstm: "#009E73",
  gru: "#CC79A7",
  transformer: "#56B4E9",
  persistence: BASELINE_COLOUR,
  exponential: "#E69F00",
  seasonal: "#CC79A7",
  change: "#D55E00",
  kalman: "#4D4D4D",
  rrn: "#0072B2",
  sasrec: "#D55E00",
  gru4rec: "#CC79A7",
  multvae: "#009E73",
  lightgcn: "#E69F00",
};

/**
 * The colour of a model: the same in every figure. "CNN encoder", "CnnEncoder" and "cnn" are one model;
 * a model of an unknown name gets a colour of the palette by its spelling.
 */
export function modelColour(model: string): string {
  const spaced = model.replaceAll(/([a-z])([A-Z])/g, "$1 $2");
  const words = spaced.toLowerCase().split(/[^a-z0-9]+/);
  const known = [words.join(""), ...words].find((word) => word in MODEL_COLOURS);
  if (known !== undefined) return MODEL_COLOURS[known];
  let sum = 0;
  for (const character of model) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return PALETTE[sum % PALETTE.length];
}
