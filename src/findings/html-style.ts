/** The style of the page of a report. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --text: #1c1f23; --faint: #5b6470; --back: #fff; --card: #f5f6f8; --line: #d9dde3;
  --error: #b3261e; --warning: #8a5300; --info: #0b5cad; --ok: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e8eb; --faint: #a3abb5; --back: #16181c; --card: #1f2328;
  --line: #363c44; --error: #ff8a80; --warning: #ffb95c; --info: #7cb8ff; --ok: #6fd399; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; background: var(--back); color: var(--text);
  font: 16px/1.6 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.4rem; margin: 0 0 .75rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: .9rem; margin: .75rem 0 .25rem; color: var(--faint); }
code, pre { font-family: ui-monospace, "SF Mono", Consolas, "Noto Sans Mono CJK SC", monospace; font-size: .875rem; }
ul.counts { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; margin: 0; padding: 0; }
ul.counts li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .25rem .75rem; }
ul.counts b { font-size: 1.15rem; }
.error > details > summary .badge, ul.counts .error { color: var(--error); }
.warning > details > summary .badge, ul.counts .warning { color: var(--warning); }
.info > details > summary .badge, ul.counts .info { color: var(--info); }
.badge { font-weight: 700; }
.ok { color: var(--ok); font-size: 1.15rem; }
.findings { margin-top: 1.25rem; }
.findings input { position: absolute; opacity: 0; }
.findings label { display: inline-block; padding: .25rem .9rem; border: 1px solid var(--line); border-radius: 1rem; cursor: pointer; }
.findings input:checked + label { background: var(--text); color: var(--back); }
.findings input:focus-visible + label { outline: 2px solid var(--info); outline-offset: 2px; }
#filter-error:checked ~ ol > li:not(.error), #filter-warning:checked ~ ol > li:not(.warning),
#filter-info:checked ~ ol > li:not(.info) { display: none; }
.findings ol { list-style: none; margin: 1rem 0 0; padding: 0; }
.findings li { border: 1px solid var(--line); border-left-width: 4px; border-radius: .5rem; margin: .5rem 0; padding: .5rem .9rem; }
.findings li.error { border-left-color: var(--error); }
.findings li.warning { border-left-color: var(--warning); }
.findings li.info { border-left-color: var(--info); }
summary { cursor: pointer; }
summary code, .where { color: var(--faint); }
p { margin: .4rem 0; overflow-wrap: anywhere; }
.advice { border-top: 1px dashed var(--line); padding-top: .4rem; }
pre { background: var(--card); border-radius: .375rem; padding: .6rem .8rem; overflow-x: auto; margin: .4rem 0; }
.frame i { display: inline-block; min-width: 3.5ch; margin-right: 1ch; color: var(--faint); font-style: normal; text-align: right; }
.frame mark { background: none; color: var(--error); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
@media print { .findings input, .findings label { display: none; } .findings li { break-inside: avoid; } }
`
