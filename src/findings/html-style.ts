/** The style of a report's page, by day and by night. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --paper: #fff; --card: #f6f8fa;
  --error: #b3261e; --warning: #8a5a00; --info: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --paper: #0d1117;
  --card: #151b23; --error: #ff8a80; --warning: #e3b341; --info: #79b8ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; color: var(--ink); background: var(--paper);
  font: 16px/1.6 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { margin: 0; font-size: 1.6rem; } h2 { margin: 2rem 0 .75rem; font-size: 1.25rem; }
h3 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; } h4 { margin: .75rem 0 .25rem; font-size: .875rem; }
p { margin: .25rem 0; overflow-wrap: anywhere; } .document, .original, .subject, .times { color: var(--soft); }
code, pre { font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
pre { margin: .5rem 0; padding: .75rem; overflow-x: auto; background: var(--paper); border: 1px solid var(--line);
  border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
.frame { white-space: pre; } mark { color: var(--error); background: none; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: 1rem 0 0; padding: 0; list-style: none; }
.counts b { font-size: 1.25rem; }
article { margin: .75rem 0; padding: .75rem 1rem; background: var(--card); border: 1px solid var(--line);
  border-left: 4px solid var(--tone); border-radius: 6px; }
.error { --tone: var(--error); } .warning { --tone: var(--warning); } .info { --tone: var(--info); }
.counts .error b, .counts .warning b, .counts .info b, .badge { color: var(--tone); }
.badge { font-weight: 700; } .times { font-weight: 400; }
details { margin-top: .5rem; } summary { cursor: pointer; }
.table { padding: .5rem 1rem; border: 1px solid var(--line); border-radius: 6px; }
.wide { overflow-x: auto; } table { width: 100%; border-collapse: collapse; font-size: .875rem; }
th, td { padding: .25rem .5rem; text-align: left; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.count { text-align: right; font-variant-numeric: tabular-nums; } .never { color: var(--soft); font-style: italic; }
@media print { details { display: block; } }
`
