"""How a brief looks."""

STYLE = """
:root { --ground: #fff; --ink: #14202b; --faint: #5b6b7a; --line: #dfe5ea; --tint: #f4f7f9; --bar: #2474b5;
  --partial: #9cc3e4; --usual: #c2560c; --range: #f6dfcc; --low: #8a97a3; --medium: #d9a400; --high: #e2711d;
  --critical: #c62828; --link: #175a93; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #17212b; --ink: #f1f5f8; --faint: #9fb0bf;
  --line: #2b3946; --tint: #1d2935; --bar: #4aa3ea; --partial: #2f628d; --usual: #ffb26b; --range: #453c35;
  --low: #9aa7b3; --medium: #ffd54f; --high: #ff9a4d; --critical: #ff5f5f; --link: #7cc0f5; } }
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0; font: 15px/1.55 "Noto Sans Arabic", "Segoe UI", Tahoma, "Noto Sans", "Helvetica Neue", sans-serif; }
main { max-width: 820px; margin: 0 auto; padding: 28px 24px 36px; overflow-wrap: anywhere; }
h1 { font-size: 30px; line-height: 1.3; margin: 0; }
h2 { font-size: 13px; color: var(--faint); margin: 22px 0 8px; padding-bottom: 4px;
  border-bottom: 1px solid var(--line); }
h3 { font-size: 16px; line-height: 1.45; margin: 0 0 2px; }
p, ul, dl, figure { margin: 0; }
ul { padding: 0; list-style: none; }
a { color: var(--link); text-decoration: none; }
cite { font-style: normal; color: var(--faint); }
cite::after { content: ":"; }
.kicker { color: var(--faint); font-size: 13px; }
.date, .meta, .empty { color: var(--faint); font-size: 14px; }
.who { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; margin-top: 14px; font-size: 14px; }
.who dt { color: var(--faint); } .who dd { margin: 0; }
.paces { display: grid; grid-template-columns: repeat(3, 1fr); gap: 10px; margin-top: 16px; }
.paces div { background: var(--tint); border-radius: 10px; padding: 10px 14px; display: flex; flex-direction: column; }
.paces strong { font-size: 21px; line-height: 1.4; }
.paces small, .paces span { color: var(--faint); font-size: 13px; }
.chart { display: block; width: 100%; height: auto; }
.chart text { unicode-bidi: plaintext; fill: var(--faint);
  font: 13px "Noto Sans Arabic", "Segoe UI", Tahoma, "Noto Sans", sans-serif; }
.chart .grid { stroke: var(--line); } .chart .bar { fill: var(--bar); } .chart .partial { fill: var(--partial); }
.chart .range { fill: var(--range); } .chart .usual { fill: none; stroke: var(--usual); stroke-width: 2.5; }
.chart .low { fill: var(--low); } .chart .medium { fill: var(--medium); }
.chart .high { fill: var(--high); } .chart .critical { fill: var(--critical); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 18px; font-size: 13px; color: var(--faint); }
.legend li::before { content: ""; display: inline-block; width: 11px; height: 11px; margin-inline-end: 6px;
  background: var(--sign); }
.legend .bar { --sign: var(--bar); } .legend .range { --sign: var(--range); } .legend .low { --sign: var(--low); }
.legend .usual { --sign: var(--usual); } .legend .usual::before { height: 3px; vertical-align: 4px; width: 18px; }
.legend .medium { --sign: var(--medium); } .legend .high { --sign: var(--high); }
.legend .critical { --sign: var(--critical); }
article { border-inline-start: 4px solid var(--sign); padding: 1px 0 1px; padding-inline-start: 14px; margin: 12px 0;
  break-inside: avoid; font-size: 14px; }
article.low { --sign: var(--low); } article.medium { --sign: var(--medium); } article.high { --sign: var(--high); }
article.critical { --sign: var(--critical); }
.sides { display: grid; grid-template-columns: 1.75fr 1fr; gap: 0 32px; font-size: 14px; }
.said li { margin-bottom: 3px; }
.counted li { display: grid; grid-template-columns: 1fr max-content; gap: 0 10px; margin-bottom: 5px; }
.counted i { grid-column: 1 / -1; height: 3px; border-radius: 2px; background: var(--bar); opacity: .75; }
footer { margin-top: 24px; padding-top: 8px; border-top: 1px solid var(--line); color: var(--faint); font-size: 12px; }
@media (max-width: 560px) { .sides { grid-template-columns: 1fr; } main { padding: 18px 14px; }
  h1 { font-size: 24px; } .chart text { font-size: 19px; }
  .paces { gap: 6px; } .paces strong { font-size: 16px; } .paces div { padding: 8px 9px; } }
@media print { @page { size: A4; margin: 10mm 13mm; }
  body { font-size: 10pt; line-height: 1.45; } main { max-width: none; padding: 0; }
  h1 { font-size: 19pt; line-height: 1.25; } h2 { margin: 9px 0 4px; font-size: 9pt; } h3 { font-size: 10pt; }
  article, .sides, .meta, .who, .date { font-size: 8.8pt; } article { margin: 5px 0; line-height: 1.4; }
  a { color: inherit; } .who { margin-top: 8px; } .paces { margin-top: 8px; } .paces div { padding: 5px 12px; }
  .paces strong { font-size: 13pt; } .paces small, .paces span, .legend { font-size: 8.5pt; }
  .chart { max-height: 46mm; } .counted li { margin-bottom: 2px; } .sides { gap: 0 22px; }
  footer { margin-top: 8px; padding-top: 4px; font-size: 8pt; }
  html, .paces div, rect, path, i, li { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
