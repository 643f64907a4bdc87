export * from "./data";
export * from "./figures";
export * from "./interests";
export * from "./matrices";
export * from "./models";
export * from "./native";
export * from "./probability";
export * from "./sparsity";
