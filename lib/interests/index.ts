export { type CredibleIntervals, credibleIntervals } from "./credibleIntervals";
export {
  type DirichletPosterior,
  InterestDistribution,
  type InterestShare,
} from "./InterestDistribution";
export { alignSpace, categorySpace, type InterestSpace, itemSpace } from "./InterestSpace";
export { toInterests } from "./toInterests";
