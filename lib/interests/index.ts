export {
  type DirichletPosterior,
  InterestDistribution,
  type InterestShare,
} from "./InterestDistribution";
export { categorySpace, type InterestSpace, itemSpace } from "./InterestSpace";
export { toInterests } from "./toInterests";
