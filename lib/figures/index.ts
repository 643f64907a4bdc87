export {
  type AttentionData,
  attentionHeatmap,
  type AttentionHeatmapOptions,
} from "./attentionHeatmap";
export { type AuditSteps, auditWaterfall } from "./auditWaterfall";
export { bars, type BarsData, type BarsOptions } from "./bars";
export { type ColdStartData, type ColdStartOptions, coldStartShares } from "./coldStartShares";
export { type ComponentSize, componentSizes } from "./componentSizes";
export { driftField, type DriftFieldOptions, type DriftMoves } from "./driftField";
export { embeddingMap, type EmbeddingMapOptions, type Embeddings } from "./embeddingMap";
export { exposureValues, type ExposureValuesData } from "./exposureValues";
export {
  type Figure,
  type FigureAxis,
  type FigureLayout,
  type FigureOptions,
  type FigureTitle,
  isFigure,
  type Language,
  type Trace,
} from "./Figure";
export { histogram, type HistogramOptions } from "./histogram";
export { historyLengths } from "./historyLengths";
export { importanceBars, type ImportanceOptions } from "./importanceBars";
export { interestBars, type InterestBarsOptions, type UserInterests } from "./interestBars";
export { interestMap, type InterestMapOptions, type MappedUsers } from "./interestMap";
export { interestStream, type InterestStreamOptions, type StreamData } from "./interestStream";
export { interestTernary, type InterestTernaryOptions } from "./interestTernary";
export { interruptSignal } from "./interruptSignal";
export { itemPartners, type ItemPartnersData } from "./itemPartners";
export { type Line, lines, type LinesOptions } from "./lines";
export { longTail, type LongTailOptions } from "./longTail";
export { lorenzCurve, type LorenzCurveOptions } from "./lorenzCurve";
export { modelComparison, type ModelComparisonOptions, type ModelScore } from "./modelComparison";
export { numberText, percentText } from "./numberText";
export {
  optimizationHistory,
  type SearchFigureOptions,
  type TrialValues,
} from "./optimizationHistory";
export { modelColour, PALETTE } from "./palette";
export { parallelCoordinates } from "./parallelCoordinates";
export {
  populationHeatmap,
  type PopulationHeatmapOptions,
  type PopulationInterests,
} from "./populationHeatmap";
export {
  reliabilityDiagram,
  type ReliabilityDiagramOptions,
  type ReliabilityPoint,
} from "./reliabilityDiagram";
export { searchSlices } from "./searchSlices";
export { type HorizonSkill, skillByHorizon, type SkillByHorizonOptions } from "./skillByHorizon";
export { figureBundle, plainTitle, PLOTLY_MIME, show, type ShowOptions } from "./show";
export { type Progress, showProgress } from "./showProgress";
export { store, STORED_MIME } from "./store";
export { escapeHtml, type HasColumns, type TableColumns, type TableSource } from "./table";
export { type AxisOptions, composeFigure, type FigureParts, wrapText } from "./template";
export { tradeOff, type TradeOffAxis, type TradeOffOptions, type TradeOffPoint } from "./tradeOff";
export { trainingCurve, type TrainingCurveOptions, type TrainingRun } from "./trainingCurve";
export {
  valueDistribution,
  type ValueDistributionData,
  type ValueDistributionOptions,
} from "./valueDistribution";
export {
  type KnowledgePath,
  type KnowledgeStep,
  priorToPosterior,
  type PriorToPosteriorOptions,
} from "./priorToPosterior";
