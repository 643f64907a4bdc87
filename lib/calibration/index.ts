export { type Calibrator } from "./Calibrator";
export { dirichletCalibration, type DirichletCalibrationOptions } from "./dirichletCalibration";
export { isotonicCalibration } from "./isotonicCalibration";
export { type IsotonicFit, isotonicRegression, isotonicValue } from "./isotonicRegression";
export { temperatureScaling } from "./temperatureScaling";
export { vectorScaling } from "./vectorScaling";
