/** Colours, type and the frame. Every colour of text keeps a contrast of 4.5 to 1 on paper and on its tint. */
export const baseStyle = `
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --panel: #f7f4ed; --ink: #1d1b18; --soft: #615c53; --line: #e3ded3; --faint: #cfc8ba;
  --red: #a3261a; --red-tint: #fae6e2; --red-fill: #d4574a;
  --amber: #7d5100; --amber-tint: #faeed3; --amber-fill: #d99a2b;
  --green: #2a6537; --green-tint: #e2efe2; --green-fill: #5f9e6b;
  --blue: #29568a; --blue-tint: #e4edf7; --blue-fill: #6391c4;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, "Book Antiqua", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Helvetica, Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161513; --panel: #1e1c19; --ink: #ece8df; --soft: #aaa398; --line: #34302b; --faint: #4a453e;
    --red: #ff9a8c; --red-tint: #3c1e19; --red-fill: #d4574a;
    --amber: #ebbc66; --amber-tint: #382b13; --amber-fill: #c08a2a;
    --green: #8ecb97; --green-tint: #1c3121; --green-fill: #4f8c5b;
    --blue: #94bfeb; --blue-tint: #1c2c3e; --blue-fill: #4f7fb5;
  }
}
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { background: var(--paper); color: var(--ink); font: 16px/1.55 var(--sans); -webkit-text-size-adjust: 100%; scroll-padding-top: 4rem; }
body { margin: 0 auto; max-width: 74rem; padding: 0 clamp(1rem, 4vw, 3rem) 4rem; }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1, h2 { font-family: var(--serif); font-weight: 500; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 1.75rem; line-height: 1.2; margin-bottom: 1.25rem; }
h3 { font-size: 1rem; line-height: 1.4; }
code, pre, .pointer { font-family: var(--mono); font-size: .875em; overflow-wrap: anywhere; }
a { color: inherit; text-underline-offset: .2em; text-decoration-color: var(--faint); }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--blue); outline-offset: 3px; border-radius: 3px; }
.aside { color: var(--soft); font-size: .875rem; font-weight: 400; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; z-index: 2; }
.verdict { padding: clamp(2.5rem, 8vw, 5.5rem) 0 2rem; }
.verdict .tool { color: var(--soft); font-family: var(--mono); font-size: .875rem; }
.verdict h1 { font-size: clamp(3.75rem, 14vw, 8rem); line-height: 1; letter-spacing: -.035em; margin: .35rem 0 .5rem -.04em; }
.fail .verdict h1 { color: var(--red); }
.pass .verdict h1 { color: var(--green); }
.unsure .verdict h1 { color: var(--amber); }
.lead { font-family: var(--serif); font-size: 1.3rem; line-height: 1.45; max-width: 44rem; }
.counts { display: flex; flex-wrap: wrap; gap: 1rem 2.75rem; margin-top: 2.25rem; border-top: 1px solid var(--line); padding-top: 1.1rem; }
.counts div { display: flex; flex-direction: column-reverse; }
.counts dt { color: var(--soft); font-size: .8125rem; }
.counts dd { font-family: var(--serif); font-size: 1.6rem; line-height: 1.2; font-variant-numeric: lining-nums tabular-nums; }
nav { position: sticky; top: 0; z-index: 1; background: var(--paper); border-bottom: 1px solid var(--line); border-top: 1px solid var(--line); }
nav ul { display: flex; gap: 1.75rem; overflow-x: auto; scrollbar-width: none; }
nav a { display: block; padding: .7rem 0; font-size: .875rem; text-decoration: none; color: var(--soft); white-space: nowrap; }
nav a:hover { color: var(--ink); }
main > section { padding-top: 3.5rem; }
#problems { margin-top: 2rem; padding: 1.5rem clamp(1rem, 3vw, 2rem); background: var(--amber-tint); border-radius: 6px; }
#problems h2 { font-size: 1.3rem; margin-bottom: .6rem; color: var(--amber); }
#problems li + li { margin-top: .5rem; }
#problems code { color: var(--amber); font-weight: 600; }
footer { margin-top: 5rem; border-top: 1px solid var(--line); padding-top: 1.25rem; color: var(--soft); font-size: .8125rem; }
`;
