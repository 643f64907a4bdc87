export { type CredibleIntervals, credibleIntervals } from "./credibleIntervals";
export { credibleRegion } from "./credibleRegion";
export { posteriorDraws } from "./posteriorDraws";
export {
  type DirichletPosterior,
  InterestDistribution,
  type InterestPosteriorForm,
  type InterestShare,
  type SampledPosterior,
} from "./InterestDistribution";
export { alignSpace, categorySpace, type InterestSpace, itemSpace } from "./InterestSpace";
export { joinUsers } from "./joinUsers";
export { pooledDistribution } from "./pooledDistribution";
export { toInterests } from "./toInterests";
