import { type Figure, type FigureOptions, type Language } from "./Figure";
import { lines } from "./lines";
import { measureText } from "./numberText";
import { modelColour } from "./palette";

/** Skill of one forecaster so many windows ahead, with its interval. */
export interface HorizonSkill {
  readonly forecaster: string;
  /** Windows ahead, from 1. */
  readonly horizon: number;
  readonly skill: number;
  readonly low: number;
  readonly high: number;
}

export interface SkillByHorizonOptions extends FigureOptions {
  /** What skill is against; default "the exponential mean". */
  readonly reference?: string;
  /** What is scored; default "log score". */
  readonly score?: string;
}

const WORDS: Readonly<Record<Language, (reference: string, score: string) => Labels>> = {
  en: (reference, score) => ({
    reference,
    x: "windows ahead",
    y: `skill over ${reference} (${score})`,
    title: (best, skill) => `One window ahead, ${best} is best: skill ${skill} over ${reference}`,
  }),
  zh: (reference, score) => ({
    reference,
    x: "提前的时间窗数",
    y: `相对${reference}的技巧评分（${score}）`,
    title: (best, skill) => `提前一个时间窗，${best} 最好：相对${reference}的技巧评分为 ${skill}`,
  }),
};

interface Labels {
  readonly reference: string;
  readonly x: string;
  readonly y: string;
  readonly title: (best: string, skill: string) => string;
}

/**
 * Skill by horizon, a line a forecaster with its interval, over the reference at 0.
 *
 * @throws RangeError if there is no skill one window ahead
 */
export function skillByHorizon(
  skills: readonly HorizonSkill[],
  options: SkillByHorizonOptions = {},
): Figure {
  const first = skills.filter(({ horizon }) => horizon === 1);
  if (first.length === 0) {
    throw new RangeError(
      `skillByHorizon requires skills one window ahead, got horizons ` +
        ([...new Set(skills.map(({ horizon }) => horizon))].join(", ") || "none"),
    );
  }
  const best = first.reduce((a, b) => (b.skill > a.skill ? b : a));
  const language = options.language ?? "en";
  const reference = options.reference ?? (language === "zh" ? "指数加权平均" : "the exponential mean");
  const score = options.score ?? (language === "zh" ? "对数评分" : "log score");
  const words = WORDS[language](reference, score);
  const names = [...new Set(skills.map(({ forecaster }) => forecaster))];
  const data = names.map((name) => {
    const own = skills
      .filter(({ forecaster }) => forecaster === name)
      .sort((a, b) => a.horizon - b.horizon);
    return {
      name,
      x: own.map(({ horizon }) => horizon),
      y: own.map(({ skill }) => skill),
      low: own.map(({ low }) => low),
      high: own.map(({ high }) => high),
      colour: modelColour(name),
    };
  });
  return lines(data, {
    ...options,
    name: options.name ?? "skill-by-horizon",
    title: options.title ?? words.title(best.forecaster, measureText(best.skill)),
    x: { title: words.x, more: { dtick: 1 } },
    y: { title: words.y },
    baseline: { value: 0, name: words.reference },
  });
}
