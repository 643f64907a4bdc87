export { dirichletPrior, type DirichletPriorOptions } from "./dirichletPrior";
export {
  DirichletMultinomial,
  type DirichletMultinomialConfig,
  dirichletMultinomialDefaults,
} from "./DirichletMultinomial";
export { interestCounts } from "./interestCounts";
export { type InterestEstimate, InterestModel } from "./InterestModel";
export {
  type FitOptions,
  type FitProgress,
  Model,
  type ModelState,
  type ProbabilityRule,
  type Recommendations,
  type UserSelection,
} from "./Model";
export { topItems } from "./topItems";
