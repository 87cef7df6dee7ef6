/** The style sheet of the page by which an evidence package is checked: light, dark, and for paper. */
export const VERIFY_PAGE_STYLE = `
:root{color-scheme:light;--paper:#fff;--ink:#1b1f24;--soft:#555e6a;--line:#d8dde3;--wash:#f5f7f9;--link:#0b5394;--good:#1a6b3c;--good-wash:#eef7f1;--bad:#a3261c;--bad-wash:#fdf1f0;--highlight:#fff1b8;--serif:"Source Serif 4","Iowan Old Style",Charter,Georgia,Cambria,"Liberation Serif",serif;--sans:-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",system-ui,sans-serif;--mono:ui-monospace,"SF Mono","Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{max-width:56rem;margin:0 auto;padding:3rem 2rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.55 var(--sans);overflow-wrap:break-word}
h1{margin:0 0 1rem;font-size:1.9rem;line-height:1.25;text-wrap:balance}
h2{margin:2.5rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line);font-size:1.2rem}
h3{margin:0 0 .4rem;font-size:.95rem}
p{margin:0 0 .9rem}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:1rem;top:-4rem;padding:.5rem .9rem;background:var(--ink);color:var(--paper);font-weight:600}
.skip:focus{top:1rem}
.eyebrow{margin:0 0 .4rem;color:var(--soft);font-size:.78rem;font-weight:650;letter-spacing:.12em;text-transform:uppercase}
.drop{margin:0 0 1rem;padding:1.75rem 1.25rem;border:2px dashed var(--line);border-radius:.6rem;background:var(--wash)}
.drop.over{border-color:var(--link)}
.drop p{margin:0;display:flex;flex-wrap:wrap;align-items:center;gap:.75rem}
.drop label{font-weight:600}
input,select{font:inherit;color:inherit}
select{padding:.2rem .4rem;border:1px solid var(--line);border-radius:.35rem;background:var(--paper)}
.or,.from,.use,.facts,footer{color:var(--soft)}
.use{font-weight:400}
.facts{display:block;font-weight:400;font-size:.85rem}
th a{font-weight:400;font-size:.85rem}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:.92rem}
caption{margin-bottom:.5rem;color:var(--soft);text-align:left;font-size:.85rem}
th,td{padding:.6rem .75rem .6rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{border-bottom:2px solid var(--soft);font-size:.82rem}
td:nth-child(2){width:17rem;overflow-wrap:anywhere}
td.result{width:12rem}
code{font:.85em/1.5 var(--mono)}
article{margin:0 0 1rem;padding:1rem 1.25rem;border:1px solid var(--line);border-left:4px solid var(--line);border-radius:.4rem}
article.holds{border-left-color:var(--good)}
article.fails{border-left-color:var(--bad)}
blockquote{margin:0}
blockquote p{margin:0 0 .5rem;font:1.06rem/1.6 var(--serif)}
.from{margin:0 0 .4rem;font-size:.88rem}
.result{font-weight:600}
article .result{margin:0 0 .4rem;font-size:.92rem}
.holds .result,td.result.holds{color:var(--good)}
.fails .result,td.result.fails,p.fails{color:var(--bad)}
.result ul,#strangers{margin:.25rem 0 0;padding-left:1.2rem;font-weight:400}
#strangers:empty{display:none}
summary{width:max-content;color:var(--link);font-size:.88rem;cursor:pointer}
.context{margin:.6rem 0 0;padding-left:.9rem;border-left:3px solid var(--line);font:1rem/1.6 var(--serif);color:var(--soft);white-space:pre-line}
mark{background:var(--highlight);color:var(--ink);padding:.05em .1em;border-radius:.15em}
#summary{padding:.7rem 1rem;border-radius:.4rem;background:var(--wash);font-weight:600}
#summary.holds{background:var(--good-wash);color:var(--good)}
#summary.fails{background:var(--bad-wash);color:var(--bad)}
[hidden]{display:none}
footer{margin-top:2.5rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.88rem}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--paper:#16191d;--ink:#e4e8ec;--soft:#a0a9b4;--line:#343a42;--wash:#20252b;--link:#8ab8f0;--good:#7fcf9d;--good-wash:#17281f;--bad:#f49a90;--bad-wash:#331d1b;--highlight:#5a4a12}}
@media print{@page{margin:20mm}html{font-size:10pt}body{max-width:none;padding:0}.skip,.drop,select,label[for=show]{display:none}article{break-inside:avoid}}
`;
