export {
  chooseInterestSpace,
  type ChooseSpaceOptions,
  type ChosenSpace,
} from "./chooseInterestSpace";
export { AdmmSlim, type AdmmSlimConfig, admmSlimDefaults } from "./AdmmSlim";
export {
  BaselineBiases,
  type BaselineBiasesConfig,
  baselineBiasesDefaults,
} from "./BaselineBiases";
export { dirichletPrior, type DirichletPriorOptions } from "./dirichletPrior";
export {
  DirichletMultinomial,
  type DirichletMultinomialConfig,
  type DirichletMultinomialParts,
  dirichletMultinomialDefaults,
} from "./DirichletMultinomial";
export { interestCounts } from "./interestCounts";
export {
  type CheckOptions,
  checkModel,
  type ModelClaim,
  modelClaims,
  plantedBlocks,
} from "./checkModel";
export { type ChosenModel, chooseItemModel } from "./chooseItemModel";
export { Ease, type EaseConfig, easeDefaults } from "./Ease";
export { type FittedTemperature, fitTemperature, type TemperatureOptions } from "./fitTemperature";
export { fitWithTemperature } from "./fitWithTemperature";
export { alignItems, type FoldIn, foldsIn } from "./FoldIn";
export {
  completeConfig,
  type Hyperparameters,
  type OwnRules,
  type Similarity,
} from "./hyperparameters";
export {
  above,
  atLeast,
  between,
  oneOf,
  orNull,
  type SettingRule,
  trueOrFalse,
  whole,
} from "./settingRules";
export { FactorModel, type Factors } from "./FactorModel";
export { Ials, type IalsConfig, ialsDefaults } from "./Ials";
export { type InterestEstimate, InterestModel } from "./InterestModel";
export { ItemKnn, type ItemKnnConfig, itemKnnDefaults } from "./ItemKnn";
export { KnnBaseline, type KnnBaselineConfig, knnBaselineDefaults } from "./KnnBaseline";
export { MarkovChain, type MarkovChainConfig, markovChainDefaults } from "./MarkovChain";
export { Lda, type LdaConfig, ldaDefaults } from "./Lda";
export {
  type FitOptions,
  type FitProgress,
  Model,
  type ModelState,
  type ProbabilityRule,
  type Recommendations,
  type UserSelection,
} from "./Model";
export {
  type ModelFolder,
  readModelFolder,
  type StoredArrays,
  writeModelFolder,
} from "./modelFolder";
export { type AttentionMaps } from "./neural/attentionMaps";
export { Bert4Rec, type Bert4RecConfig, bert4RecDefaults } from "./neural/Bert4Rec";
export {
  BinaryTransformer,
  type BinaryTransformerConfig,
  binaryTransformerDefaults,
} from "./neural/BinaryTransformer";
export { DeepFm, type DeepFmConfig, deepFmDefaults } from "./neural/DeepFm";
export { type SideCatalogues } from "./neural/FeaturePairModel";
export { LightGcn, type LightGcnConfig, lightGcnDefaults } from "./neural/LightGcn";
export { NeuMf, type NeuMfConfig, neuMfDefaults } from "./neural/NeuMf";
export { PairModel, type PairModelConfig } from "./neural/PairModel";
export { type Pairs, type PairNetwork } from "./neural/pairNetwork";
export { RecVae, type RecVaeConfig, recVaeDefaults } from "./neural/RecVae";
export { type FeatureField, sideFeatures, type SideFeatures } from "./neural/sideFeatures";
export { TwoTower, type TwoTowerConfig, twoTowerDefaults } from "./neural/TwoTower";
export { Caser, type CaserConfig, caserDefaults } from "./neural/Caser";
export { type LearnedNetwork, type NeuralFitOptions } from "./neural/fitNetwork";
export { Gru4Rec, type Gru4RecConfig, gru4RecDefaults } from "./neural/Gru4Rec";
export { NeuralModel } from "./neural/NeuralModel";
export {
  SequenceModel,
  type SequenceModelConfig,
  type SequenceNetwork,
} from "./neural/SequenceModel";
export { DnnEncoder, type DnnEncoderConfig, dnnEncoderDefaults } from "./neural/DnnEncoder";
export { GruEncoder, type GruEncoderConfig, gruEncoderDefaults } from "./neural/GruEncoder";
export { LstmEncoder, type LstmEncoderConfig, lstmEncoderDefaults } from "./neural/LstmEncoder";
export { MultVae, type MultVaeConfig, multVaeDefaults } from "./neural/MultVae";
export { Sasrec, type SasrecConfig, sasrecDefaults } from "./neural/Sasrec";
export {
  TransformerEncoder,
  type TransformerEncoderConfig,
  transformerEncoderDefaults,
} from "./neural/TransformerEncoder";
export { CnnEncoder, type CnnEncoderConfig, cnnEncoderDefaults } from "./neural/CnnEncoder";
export {
  InterestEncoder,
  type InterestEncoderConfig,
  interestEncoderDefaults,
} from "./neural/InterestEncoder";
export { type ForwardMode, type HistoryNetwork } from "./neural/Network";
export { Popularity, type PopularityConfig, popularityDefaults } from "./Popularity";
export { Random, type RandomConfig, randomDefaults } from "./Random";
export { RatingModel, ratingsMatrix } from "./RatingModel";
export {
  createModel,
  loadModel,
  type ModelEntry,
  type ModelParts,
  MODELS,
  registeredName,
} from "./registry";
export { Rp3Beta, type Rp3BetaConfig, rp3BetaDefaults } from "./Rp3Beta";
export { scoresToProbabilities } from "./scoresToProbabilities";
export {
  type SimilarityConfig,
  similarityDefaults,
  type SimilarityQuery,
  similarRows,
} from "./similarRows";
export { Slim, type SlimConfig, slimDefaults } from "./Slim";
export { SlopeOne, type SlopeOneConfig, slopeOneDefaults } from "./SlopeOne";
export {
  blockWeights,
  type BlockOptions,
  dense,
  transformerBlock,
} from "./neural/transformerBlock";
export { topItems } from "./topItems";
export { UserKnn, type UserKnnConfig, userKnnDefaults } from "./UserKnn";
export { type TopicModel, topicSpace, type TopicSpaceOptions } from "./topicSpace";
export { Bpr, type BprConfig, bprDefaults } from "./Bpr";
export {
  HierarchicalPoisson,
  type HierarchicalPoissonConfig,
  hierarchicalPoissonDefaults,
} from "./HierarchicalPoisson";
export { Nmf, type NmfConfig, nmfDefaults } from "./Nmf";
export { Pmf, type PmfConfig, pmfDefaults, type RatingForecast } from "./Pmf";
export { modelParts } from "./modelParts";
export { parameterCount } from "./parameterCount";
export { PureSvd, type PureSvdConfig, pureSvdDefaults } from "./PureSvd";
export { SparseCoding, type SparseCodingConfig, sparseCodingDefaults } from "./SparseCoding";
export { Warp, type WarpConfig, warpDefaults } from "./Warp";
export { BiasedMf, type BiasedMfConfig, biasedMfDefaults } from "./BiasedMf";
export { SvdPlusPlus, type SvdPlusPlusConfig, svdPlusPlusDefaults } from "./SvdPlusPlus";
export {
  DirichletMixture,
  type DirichletMixtureConfig,
  dirichletMixtureDefaults,
} from "./bayesian/DirichletMixture";
export {
  type DirichletMixtureOptions,
  type DirichletMixturePrior,
  fitDirichletMixture,
  type FittedDirichletMixture,
} from "./bayesian/dirichletMixturePrior";
export {
  ChoiceInterestModel,
  type ChoiceConfig,
  type ChoiceParts,
  type InterestDraws,
} from "./bayesian/ChoiceInterestModel";
export {
  type ItemLikelihood,
  type ItemLikelihoodOptions,
  type LearnedItemLikelihood,
  learnItemLikelihood,
} from "./bayesian/itemLikelihood";
export {
  LogisticNormal,
  type LogisticNormalConfig,
  logisticNormalDefaults,
} from "./bayesian/LogisticNormal";
export { type LogisticNormalPrior, logisticNormalPrior } from "./bayesian/LogisticNormalPrior";
export { goodTuring, type UnseenMass } from "./goodTuring";
export { interactionWeights, type InteractionWeights } from "./interactionWeights";
