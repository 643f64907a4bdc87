/**
 * What a command itself wrote to stderr, by lines: without the note about oneDNN that
 * TensorFlow 2.21 writes as it loads, before any setting of its log is read.
 */
export function ownLines(stderr: string): string[] {
  return stderr
    .trimEnd()
    .split("\n")
    .filter((line) => !/absl::InitializeLog|port\.cc:\d+\] oneDNN/.test(line));
}
