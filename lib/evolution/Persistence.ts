import { DiscountedForecaster } from "./DiscountedForecaster";

/**
 * What was, will be: the last window, smoothed by the population's mean.
 *
 *     theta(t + h) ~ Dirichlet(s_h (A m + n(t)))
 *
 * @see Murphy (1992), Climatology, persistence, and their linear combination as standards of
 *   reference in skill scores, doi:10.1175/1520-0434(1992)007<0692:CPATLC>2.0.CO;2
 */
export class Persistence extends DiscountedForecaster<object> {
  override readonly name = "Persistence";

  constructor() {
    super({});
  }

  protected override get fixedDecay(): number {
    return 0;
  }
}
