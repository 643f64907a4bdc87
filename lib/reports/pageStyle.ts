/** The style of every page: dark text on white, one column, fit for paper. */
export const PAGE_STYLE: string = `
:root { --ink: #1f2933; --muted: #52606d; --line: #e4e7eb; --wash: #f7f9fb; --accent: #0072b2; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
body { margin: 0; color: var(--ink); background: #fff; line-height: 1.6; font-size: 17px;
  font-family: Inter, "Source Sans 3", system-ui, -apple-system, "Segoe UI", "Noto Sans",
    "Noto Sans CJK SC", sans-serif; }
.page { display: grid; grid-template-columns: 17rem minmax(0, 54rem); gap: 3.5rem;
  max-width: 80rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding: 3.5rem 0 1.5rem; border-bottom: 1px solid var(--line); margin-bottom: 2rem; }
header h1 { font-size: 2.3rem; margin: 0 0 .4rem; line-height: 1.2; letter-spacing: -.015em; }
header p { margin: 0; color: var(--muted); }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto;
  padding: 3.5rem 0 2rem; font-size: .875rem; line-height: 1.4; }
nav strong { display: block; text-transform: uppercase; letter-spacing: .06em; font-size: .75rem;
  color: var(--muted); margin-bottom: .75rem; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav li { margin: .35rem 0; }
nav li ol { padding-left: .9rem; margin: .3rem 0 .9rem; border-left: 2px solid var(--line); }
nav a { color: var(--ink); text-decoration: none; }
nav li ol a { color: var(--muted); }
nav a:hover, nav a:focus { color: var(--accent); text-decoration: underline; }
section.notebook { padding-bottom: 2.5rem; margin-bottom: 2.5rem; border-bottom: 1px solid var(--line); }
section.notebook:last-of-type { border-bottom: 0; }
h1, h2, h3 { line-height: 1.25; letter-spacing: -.01em; }
section h1 { font-size: 1.8rem; margin: 0 0 1rem; }
h2 { font-size: 1.35rem; margin: 2.4rem 0 .6rem; }
h3 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; }
p, ul, ol { margin: .7rem 0; }
a { color: var(--accent); }
code { font-family: "JetBrains Mono", ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  font-size: .86em; }
p code, li code, td code { background: var(--wash); padding: .1em .3em; border-radius: 3px; }
pre { overflow-x: auto; white-space: pre-wrap; margin: .5rem 0; padding: .8rem 1rem; background: var(--wash);
  border: 1px solid var(--line); border-radius: 6px; line-height: 1.45; font-size: .9rem; }
pre.output { background: #fff; font-family: ui-monospace, Menlo, Consolas, monospace;
  font-size: .82rem; }
pre.stderr { border-left: 3px solid #d55e00; }
details.code { margin: .6rem 0; }
details.code summary { cursor: pointer; color: var(--muted); font-size: .82rem; width: fit-content; }
details.code summary:hover { color: var(--accent); }
blockquote { margin: 1rem 0; padding: .1rem 1rem; border-left: 3px solid var(--accent);
  background: var(--wash); }
.equation { overflow-x: auto; text-align: center; font-size: 1.1rem; padding: .7rem 0; margin: .3rem 0; }
math { font-family: "STIX Two Math", "Latin Modern Math", "Cambria Math", "Noto Sans Math", math; }
.table { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th { font-weight: 600; border-bottom: 2px solid var(--ink); }
th, td { text-align: left; padding: .35rem .9rem .35rem 0; vertical-align: top; }
td { border-bottom: 1px solid var(--line); }
.interestlab-progress { color: var(--muted); font-size: .85rem; }
.interestlab-progress progress { display: none; }
figure { margin: 1.6rem 0; }
figcaption { font-size: 1.08rem; font-weight: 600; line-height: 1.35; }
figcaption small { display: block; font-weight: 400; color: var(--muted); font-size: .9rem; }
.plot { width: 100%; }
footer { color: var(--muted); font-size: .875rem; padding: 1.5rem 0 4rem;
  border-top: 1px solid var(--line); }
footer h2 { font-size: 1rem; margin: 1.2rem 0 .3rem; color: var(--ink); }
footer dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1.2rem; margin: .4rem 0; }
footer dt { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .82rem; }
footer dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 64rem) {
  .page { grid-template-columns: minmax(0, 54rem); gap: 0; justify-content: center; }
  nav { position: static; max-height: none; padding: 1.5rem 0 0; order: 2; }
  header { padding-top: 2rem; }
  nav { grid-row: 1; border-bottom: 1px solid var(--line); padding-bottom: 1rem; }
}
@media (max-width: 40rem) { body { font-size: 16px; } .page { padding: 0 1rem; }
  header h1 { font-size: 1.8rem; } nav li ol { display: none; } }
@media print {
  body { font-size: 10.5pt; }
  .page { display: block; max-width: none; padding: 0; }
  nav, details.code { display: none; }
  figure, table, pre { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  section.notebook + section.notebook { break-before: page; }
}
`;
