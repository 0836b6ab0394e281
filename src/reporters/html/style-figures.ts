/** What is there to be looked at: legs, matrix, timelines, tables. */
export const figureStyle = `
.legs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 1.25rem; }
.leg { max-width: 26rem; background: var(--panel); border-radius: 6px; padding: 1.25rem 1.4rem 1.1rem; display: flex; flex-direction: column; gap: .6rem; }
.leg h3 { display: flex; justify-content: space-between; align-items: baseline; }
.leg h3 .aside { font-family: var(--mono); font-size: .8125rem; }
.figure { font-family: var(--serif); font-size: 1.6rem; line-height: 1.2; }
.dots { display: block; max-width: 100%; height: auto; margin: .15rem 0; }
.tally { display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: .9375rem; margin-top: auto; }
.tally b { font-variant-numeric: tabular-nums; }
.tally .failed, tr.failed .result { color: var(--red); }
.tally .pending, .tally .not-tested, tr.pending .result, tr.not-tested .result { color: var(--amber); }
.tally .passed, tr.passed .result { color: var(--green); }
svg .passed, svg .conforming { fill: var(--green-fill); }
svg .failed, svg .violating { fill: var(--red-fill); }
svg .pending, svg .unreadable { fill: var(--amber-fill); }
svg .not-tested { fill: none; stroke: var(--amber-fill); stroke-width: 1.5; }
svg .other-endpoint { fill: var(--faint); }
.scroll { overflow-x: auto; margin: 0 -.25rem; padding: .25rem; }
table { border-collapse: separate; border-spacing: 0; font-size: .875rem; }
th { font-weight: 500; text-align: left; color: var(--soft); }
.matrix { border-spacing: 2px; font-size: .75rem; font-variant-numeric: tabular-nums; }
.matrix caption { text-align: left; font: 600 .9375rem/1.4 var(--sans); padding-bottom: .35rem; }
.matrix thead th { text-align: center; white-space: nowrap; padding: 0 .15rem; font-family: var(--mono); font-size: .6875rem; }
.matrix thead th[rowspan] { text-align: left; vertical-align: bottom; font-family: var(--sans); font-size: .75rem; }
.matrix thead th[colspan] { white-space: normal; line-height: 1.25; vertical-align: bottom;  border-bottom: 1px solid var(--line); }
.matrix thead tr + tr th { font-family: var(--sans); font-weight: 400; font-size: .625rem; }
.matrix abbr { text-decoration: none; }
.matrix tbody th { font-family: var(--mono); color: var(--ink); white-space: nowrap; padding-right: .75rem; position: sticky; left: 0; background: var(--paper); }
.depth-1 { padding-left: 1rem; } .depth-2 { padding-left: 2rem; } .depth-3 { padding-left: 3rem; } .depth-4 { padding-left: 4rem; } .depth-5 { padding-left: 5rem; }
.matrix td { min-width: 2.1rem; height: 1.6rem; text-align: center; border-radius: 3px; padding: 0 .15rem; white-space: nowrap; }
.matrix td:nth-child(odd) { border-right: 2px solid var(--paper); }
.matrix tbody tr:hover td:not(.none), .matrix tbody tr:hover th { box-shadow: inset 0 -1px 0 var(--ink); }
.right { background: var(--green-tint); color: var(--green); }
.partly { background: var(--amber-tint); color: var(--amber); font-weight: 600; }
.wrong { background: var(--red-tint); color: var(--red); font-weight: 700; box-shadow: inset 0 0 0 1.5px var(--red); }
.unsent { color: var(--soft); box-shadow: inset 0 0 0 1px var(--faint); }
.legend { display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; font-size: .8125rem; color: var(--soft); margin: 1rem 0 1.25rem; }
.legend li { background: none; box-shadow: none; color: var(--soft); font-weight: 400; display: flex; align-items: center; gap: .45rem; }
#coverage .legend span { padding: .05rem .45rem; border-radius: 3px; font-size: .75rem; min-width: 2.2rem; text-align: center; }
.legend .right span { background: var(--green-tint); color: var(--green); }
.legend .partly span { background: var(--amber-tint); color: var(--amber); font-weight: 600; }
.legend .wrong span { background: var(--red-tint); color: var(--red); font-weight: 700; box-shadow: inset 0 0 0 1.5px var(--red); }
.legend .unsent span { box-shadow: inset 0 0 0 1px var(--faint); }
#timeline .legend { margin: .6rem 0 0; }
#timeline .legend span { width: .7rem; height: .7rem; border-radius: 2px; background: var(--faint); }
#timeline .legend .conforming span { background: var(--green-fill); }
#timeline .legend .violating span { background: var(--red-fill); }
#timeline .legend .unreadable span { background: var(--amber-fill); }
figure + figure { margin-top: 2.75rem; }
figure h3 { font-size: 1.0625rem; }
figure h4 { font-size: .875rem; font-weight: 500; color: var(--soft); margin-top: 1.75rem; }
.phases { display: block; width: 100%; height: 22px; border-radius: 4px; margin-top: .75rem; }
.phase-0 { fill: #7d6f9c; } .phase-1 { fill: #4f7fb5; } .phase-2 { fill: #4b9aa0; } .phase-3 { fill: #b58a3c; } .phase-4 { fill: #8f9a52; } .phase-5 { fill: #a56a7c; }
#timeline .legend .phase-0 span { background: #7d6f9c; } #timeline .legend .phase-1 span { background: #4f7fb5; } #timeline .legend .phase-2 span { background: #4b9aa0; }
#timeline .legend .phase-3 span { background: #b58a3c; } #timeline .legend .phase-4 span { background: #8f9a52; } #timeline .legend .phase-5 span { background: #a56a7c; }
.stems svg { display: block; width: 100%; height: auto; overflow: visible; }
.stems line { stroke: var(--faint); stroke-width: 1.5; }
.stem circle { fill: var(--blue-fill); fill-opacity: .85; stroke: var(--paper); stroke-width: 1.5; }
.stem.error circle { fill: var(--red-fill); } .stem.warning circle { fill: var(--amber-fill); }
.stem:hover line, .stem:focus line { stroke: var(--ink); } .stem:hover circle { fill-opacity: 1; }
.stem:focus-visible { outline: none; } .stem:focus-visible circle { stroke: var(--ink); stroke-width: 3; }
.axis { display: flex; justify-content: space-between; color: var(--soft); font-size: .75rem; }
.tape { margin-top: 1rem; }
.tape p { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
.tape svg { display: block; width: 100%; height: 30px; background: linear-gradient(var(--line), var(--line)) center/100% 1px no-repeat; }
details > summary { cursor: pointer; font-size: .9375rem; color: var(--soft); width: fit-content; }
details > summary:hover { color: var(--ink); }
.cases { width: 100%; margin-top: .75rem; }
.cases th, .cases td { padding: .4rem 1rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; text-align: left; }
.cases td:last-child:not(:nth-child(5)), .cases th:last-child:not(:nth-child(5)) { text-align: right; padding-right: 0; font-variant-numeric: tabular-nums; }
.cases .result { font-weight: 600; white-space: nowrap; }
`;
