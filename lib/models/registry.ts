import { type InterestSpace } from "../interests";
import { AdmmSlim, admmSlimDefaults } from "./AdmmSlim";
import { BaselineBiases, baselineBiasesDefaults } from "./BaselineBiases";
import { DirichletMultinomial, dirichletMultinomialDefaults } from "./DirichletMultinomial";
import { DirichletMixture, dirichletMixtureDefaults } from "./bayesian/DirichletMixture";
import { LogisticNormal, logisticNormalDefaults } from "./bayesian/LogisticNormal";
import { Ease, easeDefaults } from "./Ease";
import { ItemKnn, itemKnnDefaults } from "./ItemKnn";
import { KnnBaseline, knnBaselineDefaults } from "./KnnBaseline";
import { MarkovChain, type MarkovChainConfig, markovChainDefaults } from "./MarkovChain";
import { Ials, ialsDefaults } from "./Ials";
import { Lda, ldaDefaults } from "./Lda";
import { Bpr, bprDefaults } from "./Bpr";
import { HierarchicalPoisson, hierarchicalPoissonDefaults } from "./HierarchicalPoisson";
import { Nmf, nmfDefaults } from "./Nmf";
import { PureSvd, pureSvdDefaults } from "./PureSvd";
import { Pmf, pmfDefaults } from "./Pmf";
import { SparseCoding, sparseCodingDefaults } from "./SparseCoding";
import { Warp, warpDefaults } from "./Warp";
import { BiasedMf, biasedMfDefaults } from "./BiasedMf";
import { SvdPlusPlus, svdPlusPlusDefaults } from "./SvdPlusPlus";
import { type Model } from "./Model";
import { readModelFolder } from "./modelFolder";
import { Bert4Rec, bert4RecDefaults } from "./neural/Bert4Rec";
import { BinaryTransformer, binaryTransformerDefaults } from "./neural/BinaryTransformer";
import { Caser, caserDefaults } from "./neural/Caser";
import { CnnEncoder, cnnEncoderDefaults } from "./neural/CnnEncoder";
import { DeepFm, deepFmDefaults } from "./neural/DeepFm";
import { DnnEncoder, dnnEncoderDefaults } from "./neural/DnnEncoder";
import { Gru4Rec, gru4RecDefaults } from "./neural/Gru4Rec";
import { GruEncoder, gruEncoderDefaults } from "./neural/GruEncoder";
import { type SideCatalogues } from "./neural/FeaturePairModel";
import { LightGcn, lightGcnDefaults } from "./neural/LightGcn";
import { LstmEncoder, lstmEncoderDefaults } from "./neural/LstmEncoder";
import { MultVae, multVaeDefaults } from "./neural/MultVae";
import { NeuMf, neuMfDefaults } from "./neural/NeuMf";
import { RecVae, recVaeDefaults } from "./neural/RecVae";
import { Sasrec, sasrecDefaults } from "./neural/Sasrec";
import { TwoTower, twoTowerDefaults } from "./neural/TwoTower";
import { TransformerEncoder, transformerEncoderDefaults } from "./neural/TransformerEncoder";
import { Popularity, popularityDefaults } from "./Popularity";
import { Random, randomDefaults } from "./Random";
import { Rp3Beta, rp3BetaDefaults } from "./Rp3Beta";
import { Slim, slimDefaults } from "./Slim";
import { SlopeOne, slopeOneDefaults } from "./SlopeOne";
import { UserKnn, userKnnDefaults } from "./UserKnn";

/** What some models are made with besides their config. */
export interface ModelParts extends SideCatalogues {
  /** The interest space of a model that estimates over one directly. */
  readonly space?: InterestSpace;
}

/** A model as the registry knows it. */
export interface ModelEntry {
  /** Every setting and its default: plain JSON. */
  readonly defaults: object;
  /** @throws RangeError if a setting is unknown or outside its range */
  readonly create: (config: object, parts: ModelParts) => Model;
}

/** Every model of the library by name. Adding one is one line. */
export const MODELS: Readonly<Record<string, ModelEntry>> = {
  Popularity: { defaults: popularityDefaults, create: (config) => new Popularity(config) },
  Random: { defaults: randomDefaults, create: (config) => new Random(config) },
  MarkovChain: {
    defaults: markovChainDefaults,
    create: (config) => new MarkovChain(config as MarkovChainConfig),
  },
  UserKnn: { defaults: userKnnDefaults, create: (config) => new UserKnn(config) },
  ItemKnn: { defaults: itemKnnDefaults, create: (config) => new ItemKnn(config) },
  Rp3Beta: { defaults: rp3BetaDefaults, create: (config) => new Rp3Beta(config) },
  Ials: { defaults: ialsDefaults, create: (config) => new Ials(config) },
  Lda: { defaults: ldaDefaults, create: (config) => new Lda(config) },
  Bpr: { defaults: bprDefaults, create: (config) => new Bpr(config) },
  HierarchicalPoisson: {
    defaults: hierarchicalPoissonDefaults,
    create: (config) => new HierarchicalPoisson(config),
  },
  Nmf: { defaults: nmfDefaults, create: (config) => new Nmf(config) },
  PureSvd: { defaults: pureSvdDefaults, create: (config) => new PureSvd(config) },
  SparseCoding: { defaults: sparseCodingDefaults, create: (config) => new SparseCoding(config) },
  Warp: { defaults: warpDefaults, create: (config) => new Warp(config) },
  Pmf: { defaults: pmfDefaults, create: (config) => new Pmf(config) },
  BiasedMf: { defaults: biasedMfDefaults, create: (config) => new BiasedMf(config) },
  SvdPlusPlus: { defaults: svdPlusPlusDefaults, create: (config) => new SvdPlusPlus(config) },
  Ease: { defaults: easeDefaults, create: (config) => new Ease(config) },
  Slim: { defaults: slimDefaults, create: (config) => new Slim(config) },
  AdmmSlim: { defaults: admmSlimDefaults, create: (config) => new AdmmSlim(config) },
  BaselineBiases: {
    defaults: baselineBiasesDefaults,
    create: (config) => new BaselineBiases(config),
  },
  SlopeOne: { defaults: slopeOneDefaults, create: (config) => new SlopeOne(config) },
  KnnBaseline: { defaults: knnBaselineDefaults, create: (config) => new KnnBaseline(config) },
  DirichletMultinomial: {
    defaults: dirichletMultinomialDefaults,
    create: (config, { space }) => new DirichletMultinomial(config, space),
  },
  DirichletMixture: {
    defaults: dirichletMixtureDefaults,
    create: (config, { space }) => new DirichletMixture(config, { space }),
  },
  LogisticNormal: {
    defaults: logisticNormalDefaults,
    create: (config, { space }) => new LogisticNormal(config, { space }),
  },
  MultVae: { defaults: multVaeDefaults, create: (config) => new MultVae(config) },
  RecVae: { defaults: recVaeDefaults, create: (config) => new RecVae(config) },
  NeuMf: { defaults: neuMfDefaults, create: (config) => new NeuMf(config) },
  TwoTower: {
    defaults: twoTowerDefaults,
    create: (config, catalogues) => new TwoTower(config, catalogues),
  },
  DeepFm: {
    defaults: deepFmDefaults,
    create: (config, catalogues) => new DeepFm(config, catalogues),
  },
  LightGcn: { defaults: lightGcnDefaults, create: (config) => new LightGcn(config) },
  BinaryTransformer: {
    defaults: binaryTransformerDefaults,
    create: (config) => new BinaryTransformer(config),
  },
  Gru4Rec: { defaults: gru4RecDefaults, create: (config) => new Gru4Rec(config) },
  Caser: { defaults: caserDefaults, create: (config) => new Caser(config) },
  Bert4Rec: { defaults: bert4RecDefaults, create: (config) => new Bert4Rec(config) },
  Sasrec: { defaults: sasrecDefaults, create: (config) => new Sasrec(config) },
  DnnEncoder: {
    defaults: dnnEncoderDefaults,
    create: (config, { space }) => new DnnEncoder(config, space),
  },
  CnnEncoder: {
    defaults: cnnEncoderDefaults,
    create: (config, { space }) => new CnnEncoder(config, space),
  },
  LstmEncoder: {
    defaults: lstmEncoderDefaults,
    create: (config, { space }) => new LstmEncoder(config, space),
  },
  GruEncoder: {
    defaults: gruEncoderDefaults,
    create: (config, { space }) => new GruEncoder(config, space),
  },
  TransformerEncoder: {
    defaults: transformerEncoderDefaults,
    create: (config, { space }) => new TransformerEncoder(config, space),
  },
};

/**
 * A new model by its name, for names and settings that come from outside: a file, a command line.
 *
 * @param name - as in `MODELS`; case and hyphens don't matter (`item-knn` is ItemKnn)
 * @param config - settings that differ from the model's defaults
 * @throws RangeError if the name is unknown (the message lists the known ones), or a setting is
 */
export function createModel(name: string, config: object = {}, parts: ModelParts = {}): Model {
  return modelEntry(name, "createModel", MODELS).create(config, parts);
}

/** A model's name as the registry spells it; undefined where it has none of that name. */
export function registeredName(
  name: string,
  models: Readonly<Record<string, ModelEntry>> = MODELS,
): string | undefined {
  const plain = (spelling: string): string => spelling.toLowerCase().replaceAll(/[-_ ]/g, "");
  return Object.keys(models).find((known) => plain(known) === plain(name));
}

/**
 * The model that `save` wrote to a folder.
 *
 * @param models - where its name is looked up: add your own models to `MODELS` here
 * @throws RangeError if the folder isn't a model's, was changed since, or its model is unknown
 */
export async function loadModel(
  folder: string,
  models: Readonly<Record<string, ModelEntry>> = MODELS,
): Promise<Model> {
  const saved = await readModelFolder(folder);
  const entry = modelEntry(saved.name, "loadModel", models);
  return entry.create(saved.values.config as object, {}).load(saved);
}

function modelEntry(
  name: string,
  wanted: string,
  models: Readonly<Record<string, ModelEntry>>,
): ModelEntry {
  const found = registeredName(name, models);
  if (found === undefined) {
    const known = Object.keys(models).join(", ");
    throw new RangeError(`${wanted} requires a model among ${known}, got ${name}`);
  }
  return models[found];
}
