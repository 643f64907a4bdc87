import katex from "katex";
import { Marked, type TokenizerAndRendererExtension, type Tokens } from "marked";

/** A heading of a text, for the table of contents. */
export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** HTML of its words. */
  readonly html: string;
  /** The anchor, unique on the page. */
  readonly id: string;
}

/**
 * Markdown to HTML, with equations (`$...$`, `$$...$$`) as MathML, which browsers draw without
 * fonts or scripts of ours.
 *
 * @param prefix - begins the headings' anchors, so that several texts share a page
 */
export function renderMarkdown(
  text: string,
  prefix: string,
): { readonly html: string; readonly headings: readonly Heading[] } {
  const headings: Heading[] = [];
  const marked = new Marked({
    extensions: [blockEquation, inlineEquation],
    renderer: {
      heading({ tokens, depth }: Tokens.Heading): string {
        const html = this.parser.parseInline(tokens);
        const id = `${prefix}-${headings.length + 1}`;
        headings.push({ level: depth, html, id });
        return `<h${depth} id="${id}">${html}</h${depth}>\n`;
      },
      table(token: Tokens.Table): string {
        const row = (cells: Tokens.TableCell[], tag: string): string =>
          `<tr>${cells.map((cell) => tableCell(this.parser.parseInline(cell.tokens), cell, tag)).join("")}</tr>`;
        const body = token.rows.map((cells) => row(cells, "td")).join("\n");
        return (
          `<div class="table"><table><thead>${row(token.header, "th")}</thead>` +
          `<tbody>${body}</tbody></table></div>\n`
        );
      },
    },
  });
  return { html: marked.parse(text, { async: false }), headings };
}

function tableCell(html: string, cell: Tokens.TableCell, tag: string): string {
  const align = cell.align ? ` style="text-align: ${cell.align}"` : "";
  return `<${tag}${align}>${html}</${tag}>`;
}

const blockEquation: TokenizerAndRendererExtension = equation(
  "blockEquation",
  "block",
  /^\$\$([\s\S]+?)\$\$(?:\n|$)/,
);

/** A dollar sign followed by a blank, or closed after one, or escaped, is money. */
const inlineEquation: TokenizerAndRendererExtension = equation(
  "inlineEquation",
  "inline",
  /^\$(?!\s)((?:\\.|[^$\\\n])+?)(?<!\s)\$(?!\d)/,
);

function equation(
  name: string,
  level: "block" | "inline",
  pattern: RegExp,
): TokenizerAndRendererExtension {
  return {
    name,
    level,
    start: (source: string) => {
      const place = level === "block" ? source.search(/^\$\$/m) : source.indexOf("$");
      return place < 0 ? undefined : place;
    },
    tokenizer: (source: string): Tokens.Generic | undefined => {
      const match = pattern.exec(source);
      return match ? { type: name, raw: match[0], text: match[1].trim() } : undefined;
    },
    renderer: ({ text }: Tokens.Generic): string => {
      const displayMode = level === "block";
      const math = katex.renderToString(text as string, { displayMode, output: "mathml" });
      return displayMode ? `<p class="equation">${math}</p>\n` : math;
    },
  };
}
