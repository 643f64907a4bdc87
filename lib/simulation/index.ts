/**
 * A world whose truth is known. Users u, items i, interests k, groups g, domains d, periods p.
 *
 *     group          g_u ~ Zipf-sized groups, with centres m_gk ~ normal(0, groupSpread^2)
 *     interests      theta_u(p) = softmax(eta_u(p)),  eta = start + walk(p) + season(p)
 *       start        normal(m_g, userSpread^2), or ln of a Dirichlet(concentration softmax(m_g))
 *       walk         a normal(0, driftPerPeriod^2) step a period
 *       season       seasonAmplitude cos(2 pi p / seasonPeriods - phase_k)
 *       change       with a small chance the start is drawn anew, group and all, at some period
 *     item           serves interests in shares phi_ik; wanted in proportion to w_i = rank^-exponent
 *     exposure       shown to who wants it for k with the propensity
 *                    e_ik = exposure (w_i / w_max)^exposureBias, at least the floor; 0 for silent k
 *     activity       n_u rows: Poisson with a log-normal rate; 0, 1 or 2 for cold users
 *     a row          a time, uniform; a domain d ~ the user's own shares; then wants, k ~ theta and
 *                    i ~ phi_ik w_i within d, until one is shown. So
 *                    p(k, i) in proportion to theta_k phi_ik w_i e_ik / sum_j phi_jk w_j
 *     kind, value    by strength = quality_i + leniency_u + noise; quality goes with popularity
 *
 * What is missing is missing not at random: popular items and visible interests are over-counted
 * by known propensities, and what was wanted but never shown is counted in the truth. Given the
 * items, kinds and values say nothing more about interests; `posteriorMean` is the best that can
 * be known from the log.
 *
 * @module
 */
export { conjugatePosterior, isConjugate } from "./conjugatePosterior";
export { type Choice, type InterestPosterior, type PosteriorOptions } from "./InterestPosterior";
export { type Items } from "./drawItems";
export { interestPath, type Latent } from "./interestPath";
export { mcmcPosterior } from "./mcmcPosterior";
export { itemsByPeriod, ParticleFilter, type ParticleFilterOptions } from "./ParticleFilter";
export { type OptimalEstimate, posteriorMean, posteriorOf } from "./posteriorMean";
export { simulate, type SimulatedWorld, trueDistribution, type Truth } from "./simulate";
export { periodOf, type SimulatedUser, simulateUser } from "./simulateUser";
export { splitRHat } from "./splitRHat";
export { drawWorld, propensity, type Shelf, type World } from "./World";
export { type KindShare, type WorldConfig, worldConfig } from "./WorldConfig";
export { writeWorld, type WriteWorldOptions, type WrittenWorld } from "./writeWorld";
