export { Audit, type AuditExample, type AuditLine } from "./Audit";
export { clean, type Cleaned, type CleanOptions } from "./clean";
export {
  type CleaningRules,
  cleaningSchema,
  DEFAULT_RULES,
  type Grouping,
  type OutlierBounds,
  parseCleaningRules,
} from "./CleaningRules";
export { type Learned, type LearnedRules } from "./learn";
export { unscaleValues } from "./unscaleValues";
