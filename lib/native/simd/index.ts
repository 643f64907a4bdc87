export { KernelSpace, kernelThreadCount, type Shared } from "./KernelPool";
