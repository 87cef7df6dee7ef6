/** What the style sheet of one page is made for. */
export interface PageStyle {
  readonly paper: 'a4' | 'letter';
  /** Stands at the foot of printed pages. */
  readonly title: string;
  /** Rules of the colours that are used. */
  readonly colors: string;
  /** True: whoever prints it puts numbers on the pages. */
  readonly isForPaper: boolean;
}

/** The style sheet of an exported page: for screens light and dark, and for paper. */
export function pageStyle({ paper, title, colors, isForPaper }: PageStyle): string {
  const foot = isForPaper
    ? ''
    : `@bottom-left{content:${cssString(title)};font:8pt var(--sans);color:#555e6a}@bottom-right{content:counter(page) " / " counter(pages);font:8pt var(--sans);color:#555e6a}`;
  return `${SCREEN}${colors}
@page{size:${paper === 'a4' ? 'A4' : 'letter'};margin:22mm 22mm 20mm;${foot}}
${DARK}${PRINT}`;
}

/** A string of CSS; of a long title the beginning. */
function cssString(text: string): string {
  const flat = text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();
  const short = flat.length > 80 ? `${[...flat].slice(0, 79).join('').trimEnd()}…` : flat;
  return `"${short.replace(/["\\<>&]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `)}"`;
}

const SCREEN = `
:root{color-scheme:light;--paper:#fff;--ink:#1b1f24;--soft:#555e6a;--line:#d8dde3;--wash:#f5f7f9;--link:#0b5394;--good:#1a6b3c;--good-wash:#eef7f1;--bad:#a3261c;--bad-wash:#fdf1f0;--highlight:#fff1b8;--stance:#8a94a0;--on-stance:#000;
--serif:"Source Serif 4","Iowan Old Style",Charter,Georgia,Cambria,"Liberation Serif","Times New Roman",serif;--sans:-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",system-ui,sans-serif;--mono:ui-monospace,"SF Mono","Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{max-width:47rem;margin:0 auto;padding:4rem 2rem 5rem;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 var(--serif);-webkit-font-smoothing:antialiased;overflow-wrap:break-word}
h1,h2,h3,h4,h5,.eyebrow,.facts,.verification,table,figcaption,.subheading,.flag,.absent,.gap,.sources dl,.sources .kind,.method,.contents,.context,.open,.above,.profile dl,.brief .coding,.legend,.made{font-family:var(--sans)}
h1{margin:0 0 1.5rem;font-size:2.125rem;line-height:1.2;letter-spacing:-.015em;font-weight:700;text-wrap:balance}
h2{margin:3.25rem 0 .75rem;padding-top:1.1rem;border-top:1px solid var(--line);font-size:1.3rem;line-height:1.3;letter-spacing:-.005em;font-weight:650}
h3{margin:2.1rem 0 .6rem;font-size:1.08rem;line-height:1.4;font-weight:650}
h4,h5{margin:1.6rem 0 .5rem;font-size:.97rem;line-height:1.4;font-weight:650}
p{margin:0 0 1rem}
ul,ol{margin:0 0 1rem;padding-left:1.6rem}
li{margin-bottom:.3rem}
li>:last-child{margin-bottom:0}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.15em}
a:focus-visible,button:focus-visible,.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:1rem;top:-4rem;padding:.5rem .9rem;background:var(--ink);color:var(--paper);font:600 .9rem var(--sans);z-index:2}
.skip:focus{top:1rem}
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
.contents{margin:0 0 2.5rem;font-size:.92rem;line-height:1.5}
.contents h2{margin:0 0 .6rem;padding:0;border:0;font-size:.95rem}
.contents ol{margin:0;padding:0;list-style:none}
.contents li{margin:0 0 .25rem}
.contents .letter{font-size:.7em}
.contents .level-2{padding-left:1.25rem}
.contents a{color:inherit;text-decoration-color:var(--line)}
.scroll{overflow-x:auto;margin:1.25rem 0 .9rem}
table{width:100%;border-collapse:collapse;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}
caption{margin-bottom:.6rem;color:var(--soft);text-align:left;font-size:.84rem;line-height:1.45}
.label{color:var(--ink);font-weight:650}
th,td{padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{font-weight:600}
thead th{vertical-align:bottom;border-bottom:2px solid var(--soft);font-size:.8rem;line-height:1.35}
th p,td p{margin:0 0 .35rem}
.matrix th,.matrix td{padding:.5rem .3rem;text-align:center;vertical-align:middle}
.matrix thead th{vertical-align:bottom}
.matrix thead .stance{display:inline-flex;flex-direction:column;align-items:center;gap:.35rem}
.matrix tr>:first-child{width:29%;padding-left:0;padding-right:.6rem;text-align:left;font-size:.875rem}
abbr{text-decoration:none}
.legend{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;font-size:.85rem;line-height:1.5}
th .where{display:block;color:var(--soft);font-size:.78rem;font-weight:400}
td.none{color:var(--soft)}
.total{font-weight:650}
tfoot th,tfoot td{border-bottom:0;border-top:2px solid var(--soft);font-weight:650}
.cell{display:inline-flex;align-items:center;gap:.45rem;padding:.2rem .5rem .2rem .25rem;border-radius:.35rem;background:color-mix(in srgb,var(--stance) 16%,transparent)}
.cell abbr+abbr{margin-left:-.2rem}
.cell .count{font-weight:650}
.letter{display:inline-block;min-width:1.45em;padding:0 .3em;border-radius:.25em;background:var(--stance);color:var(--on-stance);font:700 .8em/1.6 var(--sans);text-align:center}
.absent,.subheading,.gap{color:var(--soft);font-size:.875rem}
.subheading{margin:-.4rem 0 .75rem}
.mark{margin-right:.15rem}
.entry{margin:1.25rem 0 1.75rem;padding-left:1.25rem;border-left:4px solid var(--stance)}
blockquote{margin:0}
blockquote p{margin:0 0 .55rem;font-size:1.125rem;line-height:1.6}
.brief{margin:.75rem 0 1rem;padding-left:1.25rem;border-left:1px solid var(--line)}
.brief p{margin:0 0 .25rem}
.above{font-size:.85rem}
sup.ref{margin-left:.05em;white-space:nowrap;font:600 .68em/0 var(--sans);vertical-align:baseline;position:relative;top:-.5em}
sup.ref a{padding:.2em .1em;text-decoration:none}
.caps{font-variant:small-caps}
figcaption{color:var(--soft);font-size:.85rem;line-height:1.5}
figcaption p{margin:0}
.coding{margin:0;font-size:.85rem;line-height:1.5;color:var(--soft)}
.coding .agency{color:var(--ink);font-weight:650}
.coding .stance{margin-left:.35rem;color:var(--ink)}
.particulars{margin-left:.35rem}
.from cite{font-style:italic}
.from cite a{color:inherit}
.check.good,.good .sign{color:var(--good)}
.check.bad{color:var(--bad);font-weight:650}
.from .check{white-space:nowrap}
.sign{font-weight:800}
.bad{color:var(--bad)}
.open,.close{padding:.1rem .5rem;border:1px solid var(--line);border-radius:1rem;background:transparent;color:var(--link);font:600 .78rem/1.5 var(--sans);cursor:pointer}
.open:hover,.close:hover{background:var(--wash)}
.open.small{min-width:1.5rem;margin:0 .1rem 0 .2rem;padding:0 .3rem;font-size:.72rem;vertical-align:.15em}
.open.small .sign{color:inherit}
.context{margin:1rem 0;padding:1rem 1.25rem;border:1px solid var(--line);border-radius:.5rem;background:var(--paper);color:var(--ink);font-size:.875rem;line-height:1.5}
.context[popover]{width:min(40rem,calc(100vw - 2rem));max-height:80vh;margin:auto;overflow:auto;box-shadow:0 1rem 3rem rgb(0 0 0/.28)}
.context[popover]::backdrop{background:rgb(16 20 26/.35)}
.context-head{display:flex;align-items:baseline;justify-content:space-between;gap:1rem;margin:0 0 .75rem;font-size:.95rem}
.context .passage{margin:0 0 .75rem;padding-left:.9rem;border-left:3px solid var(--line);font:1rem/1.6 var(--serif)}
.context .around{color:var(--soft)}
.context mark{background:var(--highlight);color:inherit;padding:.05em .1em;border-radius:.15em}
.context .check{margin:0 0 .5rem;font-weight:600}
.context dl,.sources dl,.method dl,.profile dl{margin:0;font-size:.85rem;line-height:1.5}
.context dl div,.sources dl div{display:grid;grid-template-columns:5.25rem 1fr;gap:.5rem}
.context dt,.sources dt,.method dt,.profile dt{color:var(--soft)}
.context dd,.sources dd,.method dd,.profile dd{margin:0;min-width:0;overflow-wrap:anywhere}
.context code,.sources code{font:.8125rem/1.6 var(--mono)}
@supports selector(:popover-open){.contexts>h2,.contexts>p{display:none}}
.flagged{border-left-style:double;border-left-width:6px;border-left-color:var(--bad)}
.doubtful{text-decoration:underline wavy var(--bad);text-decoration-thickness:1px;text-underline-offset:.25em;text-decoration-skip-ink:none}
.flag{margin:0 0 .6rem;padding:.5rem .75rem;border-radius:.35rem;background:var(--bad-wash);font-size:.85rem;line-height:1.5}
.flag strong{color:var(--bad)}
.timeline{margin:1.5rem 0 1rem}
.timeline svg{display:block;width:100%;height:auto;margin-bottom:.4rem}
.timeline text{font-family:var(--sans);fill:var(--ink)}
.timeline .name{font-size:12px;font-weight:600}
.timeline .date{font-size:11px;fill:var(--soft)}
.timeline .rule{stroke:var(--line)}
.timeline .tick{stroke:var(--line);stroke-dasharray:2 3}
.timeline .dot{fill:var(--stance);stroke:var(--paper);stroke-width:1.5}
.timeline .ring{fill:none;stroke:var(--ink);stroke-width:1.5}
.timeline .dot-letter{fill:var(--on-stance);font-size:11px;font-weight:700;text-anchor:middle}
.entries th[scope=row]{white-space:nowrap;font-weight:400}
.change{color:var(--soft);font-size:.8rem;white-space:nowrap}
.change::before{content:"◎ "}
.profile{margin:1.25rem 0 1.25rem;padding:1rem 1.25rem;border:1px solid var(--line);border-radius:.5rem}
.profile .profile-name{margin:0 0 .5rem}
.profile dl div,.method dl div{display:grid;grid-template-columns:minmax(7rem,11rem) 1fr;gap:.75rem;padding:.3rem 0}
.profile dl div+div,.method dl div+div{border-top:1px solid var(--line)}
.notes ol{margin:1rem 0 0;padding-left:2rem}
.notes li{margin-bottom:.5rem;font-size:.94rem;line-height:1.5}
.notes li::marker,.sources li::marker{font:600 .82rem var(--sans);color:var(--soft)}
.notes .back{text-decoration-line:underline}
.bibliography p{margin:0 0 .5rem;padding-left:1.6rem;text-indent:-1.6rem;font-size:.97rem;line-height:1.5}
.url{overflow-wrap:anywhere}
.sources{margin:1rem 0 0;padding-left:2rem}
.sources li{margin-bottom:1.4rem}
.source{margin:0 0 .25rem}
.source cite{font-weight:600;font-style:normal}
.sources .kind{margin-left:.35rem;color:var(--soft);font-size:.82rem}
.method{color:var(--soft);font-size:.88rem;line-height:1.55}
.method dl{margin-bottom:1rem;color:var(--ink)}
.made{margin-top:3.5rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:.8rem;line-height:1.5}
.page-break{height:0;margin:2.5rem 0;border:0;border-top:1px dashed var(--line)}
:target{background:var(--wash);box-shadow:0 0 0 .5rem var(--wash);border-radius:.2rem}
@media screen and (max-width:34rem){body{padding:2rem 1.1rem 3rem}h1{font-size:1.65rem}.sources dl div,.context dl div,.profile dl div,.method dl div{grid-template-columns:1fr;gap:0;margin-bottom:.3rem}}
`;

const DARK = `@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--paper:#16191d;--ink:#e4e8ec;--soft:#a0a9b4;--line:#343a42;--wash:#20252b;--link:#8ab8f0;--good:#7fcf9d;--good-wash:#17281f;--bad:#f49a90;--bad-wash:#331d1b;--highlight:#5a4a12}.cell{background:color-mix(in srgb,var(--stance) 34%,transparent)}}
`;

const PRINT = `@media print{html{font-size:10pt}body{max-width:none;padding:0;line-height:1.5}.skip,.contexts,.open,.notes .back,.above{display:none}tfoot{display:table-row-group}h1{font-size:20pt}h2{margin-top:2.2rem}h2,h3,h4,h5,caption,.subheading,.coding{break-after:avoid}p,li{orphans:3;widows:3}thead{break-after:avoid}tfoot tr{break-before:avoid}.written,.matrix{break-inside:avoid}.entry,.brief,.verification,tr,.notes li,.sources li,.timeline,.profile,.bibliography p{break-inside:avoid}a{color:inherit;text-decoration:none}.letter,.cell,.verification,.flag,.entry,.timeline svg{-webkit-print-color-adjust:exact;print-color-adjust:exact}.scroll{overflow:visible}.here{display:inline-block;width:1px;height:1em;vertical-align:top}.context code,.sources code{font-size:8pt;white-space:nowrap}:target{background:none;box-shadow:none}.page-break{margin:0;border:0;break-after:page}.made{display:none}}
`;
