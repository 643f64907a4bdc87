import { type FileFormat } from "../sql";

/**
 * The format that a file's ending asks for: .csv, .tsv, .inter, .jsonl, .ndjson, each also .gz, or
 * .parquet.
 *
 * @throws RangeError if the ending is another
 */
export function outputFormat(path: string): FileFormat {
  const match = /\.(csv|tsv|inter|jsonl|ndjson|parquet)(\.gz)?$/i.exec(path);
  const gzip = match?.[2] !== undefined;
  switch (match?.[1].toLowerCase()) {
    case "csv":
      return { format: "delimited", delimiter: ",", gzip };
    case "tsv":
    case "inter":
      return { format: "delimited", delimiter: "\t", gzip };
    case "jsonl":
    case "ndjson":
      return { format: "jsonl", gzip };
    case "parquet":
      if (!gzip) return { format: "parquet" };
  }
  throw new RangeError(
    `write requires a path ending in .csv, .tsv, .inter, .jsonl (each also .gz) or .parquet, ` +
      `got ${path}`,
  );
}
