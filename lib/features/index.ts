export { umap, type UmapOptions } from "./umap";
