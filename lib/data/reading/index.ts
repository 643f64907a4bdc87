export { type ColumnMap, type ColumnRole, pairColumns, parseColumns, ROLES as columnRoles } from "./columns";
export { type LogFormat } from "./LogFile";
export { type CatalogueOptions, readCatalogue } from "./readCatalogue";
export { type CompleteJourney, readCompleteJourney } from "./readCompleteJourney";
export { readInteractions, type ReadOptions } from "./readInteractions";
export { readSocialEdges, type SocialEdges } from "./readSocialEdges";
export { type BadRow } from "./stageLog";
export { type Encoding, encodings, parseEncoding } from "./textFile";
