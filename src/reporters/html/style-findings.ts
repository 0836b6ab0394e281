/** The findings: one card for a rule, one item for a place; and what filters them. */
export const findingStyle = `
#filter { display: flex; flex-wrap: wrap; align-items: end; gap: .75rem 1.5rem; margin-bottom: 1.75rem; font-size: .8125rem; color: var(--soft); }
#filter fieldset { border: 0; display: flex; gap: .4rem; align-items: center; flex-wrap: wrap; min-width: 0; }
#filter legend { float: left; padding: 0 .5rem 0 0; }
#filter .search { flex: 1 1 16rem; }
#filter input[type=search] { display: block; width: 100%; margin-top: .2rem; font: inherit; font-size: .9375rem; color: var(--ink); background: var(--panel); border: 1px solid var(--faint); border-radius: 5px; padding: .45rem .7rem; }
#filter ::placeholder { color: var(--soft); opacity: 1; }
.chip { display: inline-flex; align-items: center; gap: .35rem; border: 1px solid var(--faint); border-radius: 99px; padding: .25rem .75rem .25rem .55rem; cursor: pointer; color: var(--ink); }
.chip input { margin: 0; accent-color: var(--ink); }
.chip:has(:focus-visible) { outline: 2px solid var(--blue); outline-offset: 2px; }
#filter output { padding-bottom: .3rem; font-variant-numeric: tabular-nums; }
.rule { border-top: 2px solid var(--blue-fill); padding: 1.1rem 0 1.5rem; }
.rule.error { border-color: var(--red-fill); }
.rule.warning { border-color: var(--amber-fill); }
.rule + .rule { margin-top: 1.25rem; }
.rule header { display: flex; flex-wrap: wrap; gap: .2rem 1rem; justify-content: space-between; align-items: baseline; }
.rule h3 { font-size: 1.125rem; }
.severity { display: inline-block; font-size: .6875rem; font-weight: 700; text-transform: uppercase; letter-spacing: .07em; border-radius: 3px; padding: .1rem .45rem; margin-right: .35rem; vertical-align: .12em; color: var(--blue); background: var(--blue-tint); }
.error .severity { color: var(--red); background: var(--red-tint); }
.warning .severity { color: var(--amber); background: var(--amber-tint); }
.finding { padding: 1rem 0; border-bottom: 1px solid var(--line); scroll-margin-top: 4rem; }
.finding:target { background: var(--panel); box-shadow: 0 0 0 .8rem var(--panel); border-radius: 2px; }
.finding h4 code { font-size: .85em; }
.finding h4 { font: 500 1.125rem/1.4 var(--serif); max-width: 50rem; white-space: pre-line; overflow-wrap: anywhere; }
.where { font-family: var(--mono); font-size: .8125rem; color: var(--soft); margin-top: .3rem; overflow-wrap: anywhere; }
.note { font: .75rem var(--sans); border: 1px solid var(--line); border-radius: 3px; padding: .05rem .4rem; margin-left: .35rem; white-space: nowrap; }
.pointer { color: var(--soft); font-size: .8125rem; }
.pointer mark { background: none; color: var(--ink); font-weight: 600; text-decoration: underline; text-decoration-color: var(--red-fill); text-decoration-thickness: 2px; text-underline-offset: .25em; }
.compare { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: .6rem; margin: .8rem 0 .2rem; }
.compare div { background: var(--panel); border-radius: 4px; border-left: 3px solid var(--green-fill); padding: .5rem .9rem .55rem; }
.compare div + div { border-color: var(--red-fill); }
.compare dt { font-size: .75rem; color: var(--soft); }
.compare code { white-space: pre-wrap; }
.reproduce { margin-top: .6rem; position: relative; }
.reproduce pre { margin: .4rem 0 0; padding: .8rem 1rem; background: var(--panel); border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .75rem; line-height: 1.6; }
.reproduce button { position: absolute; right: 0; top: 0; font: inherit; font-size: .75rem; color: var(--soft); background: none; border: 1px solid var(--faint); border-radius: 4px; padding: .1rem .6rem; cursor: pointer; }
.reproduce button:hover { color: var(--ink); }
.finding .aside { margin-top: .4rem; overflow-wrap: anywhere; }
.fingerprint { display: none; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); gap: .7rem 1.5rem; margin-top: 1rem; font-size: .875rem; }
.facts dt { color: var(--soft); font-size: .75rem; }
#nothing-found { color: var(--soft); padding: 2rem 0; }
`;
