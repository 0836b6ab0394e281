/** On paper: light whatever the screen is, all of it open, nothing that only a screen can do. */
export const printStyle = `
@media print {
  :root {
    --paper: #fff; --panel: #f6f4ef; --ink: #000; --soft: #444; --line: #ccc; --faint: #aaa;
    --red: #8f1d12; --red-tint: #fae6e2; --red-fill: #c4483b; --amber: #6b4500; --amber-tint: #faeed3; --amber-fill: #c98a1b;
    --green: #1f5a2c; --green-tint: #e2efe2; --green-fill: #4f8c5b; --blue: #1f4a7c; --blue-tint: #e4edf7; --blue-fill: #4f7fb5;
  }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  @page { margin: 16mm 14mm; }
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  nav, #filter, .skip, .reproduce button, .reproduce > summary { display: none !important; }
  .verdict { padding: 0 0 1rem; }
  .verdict h1 { font-size: 54pt; }
  main > section { padding-top: 2rem; }
  h2, h3, figcaption, .rule header { break-after: avoid; }
  .finding, .leg, .tape, .facts, tr { break-inside: avoid; }
  .scroll { overflow: visible; }
  .matrix { font-size: 6.5pt; }
  .matrix thead th, .matrix tbody th { font-size: 6pt; position: static; }
  .matrix td { min-width: 0; height: auto; padding: 1pt; }
  .matrix tbody th { padding-right: 4pt; }
  .legs { grid-template-columns: repeat(3, 1fr); }
  .leg { max-width: none; }
  .facts { grid-template-columns: repeat(4, 1fr); }
  .cases { font-size: 8pt; }
  .cases th, .cases td { padding-top: 2pt; padding-bottom: 2pt; }
  details::details-content { content-visibility: visible; display: contents; }
}
`;
