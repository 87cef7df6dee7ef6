/** Style of the exported page: light and, on screens that ask for it, dark; its own rules for paper. */
export const BRIEFING_STYLE = `
:root{color-scheme:light;--paper:#fff;--ink:#1b1f24;--soft:#555e6a;--line:#d8dde3;--wash:#f5f7f9;--link:#0b5394;--good:#1a6b3c;--good-wash:#eef7f1;--bad:#a3261c;--bad-wash:#fdf1f0;--stance:#8a94a0;--on-stance:#fff;
--serif:"Source Serif 4","Iowan Old Style",Charter,Georgia,Cambria,"Times New Roman",serif;--sans:-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",system-ui,sans-serif;--mono:ui-monospace,"SF Mono","Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 var(--serif);-webkit-font-smoothing:antialiased;overflow-wrap:break-word}
main{max-width:47rem;margin:0 auto;padding:4rem 2rem 5rem}
h1,h2,h3,.eyebrow,.facts,.verification,table,figcaption,.subheading,.flag,.absent,.sources dl,.sources .kind,.method{font-family:var(--sans)}
h1{margin:0 0 1.5rem;font-size:2.125rem;line-height:1.2;letter-spacing:-.015em;font-weight:700;text-wrap:balance}
h2{margin:3.25rem 0 .25rem;padding-top:1.1rem;border-top:1px solid var(--line);font-size:1.3rem;line-height:1.3;letter-spacing:-.005em;font-weight:650}
h3{margin:2rem 0 .75rem;font-size:1rem;line-height:1.4;font-weight:650}
p{margin:0 0 1rem}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.15em}
a:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
.eyebrow{margin:0 0 .5rem;color:var(--soft);font-size:.78rem;font-weight:650;letter-spacing:.12em;text-transform:uppercase}
.front{margin-bottom:2.25rem}
.facts{display:flex;flex-wrap:wrap;gap:.6rem 2.25rem;margin:0 0 1.5rem;font-size:.875rem;line-height:1.45}
.facts dt{color:var(--soft);font-size:.78rem}
.facts dd{margin:0;font-weight:600}
.verification{margin:0;padding:.75rem 1rem;border-radius:.4rem;font-size:.9rem;line-height:1.5}
.verification p{margin:0;font-weight:600}
.verification ul{margin:.5rem 0 0;padding-left:1.2rem}
.verification.good{background:var(--good-wash);color:var(--good);font-weight:600}
.verification.bad{background:var(--bad-wash);color:var(--ink);border-left:4px solid var(--bad)}
.verification.bad>p{color:var(--bad)}
.verification.empty{background:var(--wash);color:var(--soft)}
.introduction{font-size:1.125rem}
.scroll{overflow-x:auto;margin:1rem 0 .75rem}
table{width:100%;border-collapse:collapse;font-size:.875rem;line-height:1.35;font-variant-numeric:tabular-nums}
caption{margin-bottom:.75rem;color:var(--soft);text-align:left;font-size:.82rem}
th,td{padding:.5rem .3rem;border-bottom:1px solid var(--line);text-align:center;vertical-align:middle}
th{font-weight:600}
thead th{vertical-align:bottom;border-bottom:2px solid var(--soft)}
thead th{font-size:.75rem;line-height:1.3}thead .stance{display:inline-flex;flex-direction:column;align-items:center;gap:.35rem}
tr>:first-child{width:29%;padding-left:0;padding-right:.6rem;text-align:left;font-size:.875rem}
abbr{text-decoration:none}
.legend{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;font:.85rem/1.5 var(--sans)}
th .where{display:block;color:var(--soft);font-size:.78rem;font-weight:400}
td.none{color:var(--soft)}
.total{font-weight:650}
tfoot th,tfoot td{border-bottom:0;border-top:2px solid var(--soft);font-weight:650}
.cell{display:inline-flex;align-items:center;gap:.45rem;padding:.2rem .5rem .2rem .25rem;border-radius:.35rem;background:color-mix(in srgb,var(--stance) 16%,transparent)}
.cell .count{font-weight:650}
.letter{display:inline-block;min-width:1.45em;padding:0 .3em;border-radius:.25em;background:var(--stance);color:var(--on-stance);font:700 .8em/1.6 var(--sans);text-align:center}
.absent,.subheading{color:var(--soft);font-size:.875rem}
.subheading{margin-bottom:.25rem}
.mark{margin-right:.15rem}
.entry{margin:1.25rem 0 1.75rem;padding-left:1.25rem;border-left:4px solid var(--stance)}
blockquote{margin:0}
blockquote p{margin:0 0 .55rem;font-size:1.125rem;line-height:1.6}
sup.ref{margin-left:.05em;white-space:nowrap;font:600 .68em/0 var(--sans);vertical-align:baseline;position:relative;top:-.5em}
sup.ref a{padding:.2em 0;text-decoration:none}
figcaption{color:var(--soft);font-size:.85rem;line-height:1.5}
figcaption p{margin:0}
.coding .agency{color:var(--ink);font-weight:650}
.coding .stance{margin-left:.35rem;color:var(--ink)}
.coding .particulars{margin-left:.35rem}
.from cite,.notes cite{font-style:italic}
.from cite a{color:inherit}
.check{white-space:nowrap}
.check.good,.good .sign{color:var(--good)}
.check.bad{color:var(--bad);font-weight:650}
.sign{font-weight:800}
.bad{color:var(--bad)}
.flagged{border-left-style:double;border-left-width:6px;border-left-color:var(--bad)}
.flagged blockquote p{text-decoration:underline wavy var(--bad);text-decoration-thickness:1px;text-underline-offset:.25em;text-decoration-skip-ink:none}
.flag{margin:0 0 .6rem;padding:.5rem .75rem;border-radius:.35rem;background:var(--bad-wash);font-size:.85rem;line-height:1.5}
.flag strong{color:var(--bad)}
.notes ol,.sources ol{margin:1rem 0 0;padding-left:2rem}
.notes li{margin-bottom:.5rem;font-size:.94rem;line-height:1.5}
.notes li::marker,.sources li::marker{font:600 .82rem var(--sans);color:var(--soft)}
.notes .back{text-decoration:none}
.url{overflow-wrap:anywhere}
.sources li{margin-bottom:1.4rem}
.source{margin:0 0 .25rem}
.source cite{font-weight:600;font-style:normal}
.sources .kind{margin-left:.35rem;color:var(--soft);font-size:.82rem}
.sources dl{margin:0;font-size:.85rem;line-height:1.5}
.sources dl div{display:grid;grid-template-columns:5.25rem 1fr;gap:.5rem}
.sources dt{color:var(--soft)}
.sources dd{margin:0;min-width:0;overflow-wrap:anywhere}
.sources code{font:.8125rem/1.6 var(--mono)}
:target{background:var(--wash);box-shadow:0 0 0 .5rem var(--wash);border-radius:.2rem}
.method{color:var(--soft);font-size:.85rem;line-height:1.55}
.method h2{font-size:1rem;color:var(--ink)}
@media (max-width:34rem){main{padding:2rem 1.1rem 3rem}h1{font-size:1.65rem}.sources dl div{grid-template-columns:1fr;gap:0;margin-bottom:.3rem}}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--paper:#16191d;--ink:#e4e8ec;--soft:#a0a9b4;--line:#343a42;--wash:#20252b;--link:#8ab8f0;--good:#7fcf9d;--good-wash:#17281f;--bad:#f49a90;--bad-wash:#331d1b}.cell{background:color-mix(in srgb,var(--stance) 34%,transparent)}}
@media print{@page{margin:22mm 20mm}html{font-size:10pt}body{line-height:1.5}tfoot{display:table-row-group}main{max-width:none;padding:0}h2{margin-top:2.2rem}h2,h3,caption,.subheading{break-after:avoid}tfoot tr{break-before:avoid}.entry,.verification,tr,.notes li,.sources li{break-inside:avoid}a{color:inherit;text-decoration:none}.notes .back{display:none}.letter,.cell,.verification,.flag,.entry{-webkit-print-color-adjust:exact;print-color-adjust:exact}.scroll{overflow:visible}.sources code{font-size:8.5pt;white-space:nowrap}:target{background:none;box-shadow:none}}
`;
