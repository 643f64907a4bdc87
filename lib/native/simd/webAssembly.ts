/** A compiled module; opaque. */
export type WasmModule = object;

/** Linear memory shared by threads. */
export interface WasmMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

/** The part of the engine's WebAssembly that is used here (TypeScript keeps it with the DOM). */
interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  Module: new (bytes: Uint8Array) => WasmModule;
  Instance: new (
    module: WasmModule,
    imports: { env: { memory: WasmMemory } },
  ) => { exports: unknown };
  Memory: new (limits: { initial: number; maximum: number; shared: true }) => WasmMemory;
}

export const webAssembly: WebAssemblyApi = (
  globalThis as unknown as { WebAssembly: WebAssemblyApi }
).WebAssembly;
