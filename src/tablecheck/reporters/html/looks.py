"""How the page looks: screen, dark screen, A4 paper.

Comes in: nothing. Goes out: ``LOOKS``, the style sheet. It may hold no text from files.
"""

LOOKS = """
:root{color-scheme:light dark;--ink:#1c2024;--soft:#5b6570;--line:#c9d0d8;--fine:#e3e7ec;
--paper:#fff;--back:#f4f6f8;--head:#eef1f5;--hatch:#e9edf2;--link:#0b57a4;
--err:#b3261e;--err-b:#fde6e3;--warn:#7a5200;--warn-b:#fff1c9;--info:#1c5a9c;--info-b:#e2eefb;
--ok:#1b6b3a;--ded:#6a7480;--bar:#9db4cc;--sum:#5d7894;--focus:#0b57a4}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ed;--soft:#a3adb8;--line:#434c57;--fine:#323a43;
--paper:#1b2026;--back:#12161a;--head:#252c34;--hatch:#262d35;--link:#8ec1f5;
--err:#ff9d94;--err-b:#4a1f1c;--warn:#ffd479;--warn-b:#43350f;--info:#9cc9f7;--info-b:#1d3550;
--ok:#7fd09a;--ded:#9aa5b1;--bar:#49627c;--sum:#7f9cba;--focus:#8ec1f5}}
*{box-sizing:border-box}
html{scroll-padding-top:4rem}
body{margin:0;background:var(--back);color:var(--ink);font:15px/1.55 "Noto Sans CJK SC",
"Source Han Sans SC","Microsoft YaHei","PingFang SC","Noto Sans",system-ui,sans-serif}
a{color:var(--link)}
h1,h2,h3,p,dl,ol,ul{margin:0;padding:0}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
white-space:nowrap}
.pick{position:fixed;top:0;left:0;opacity:0;width:1px;height:1px;pointer-events:none}
#lang-zh:checked~* .en,#lang-en:checked~* .zh{display:none}
.bar-top{position:sticky;top:0;z-index:5;display:flex;gap:1rem;align-items:center;
padding:.4rem 1rem;background:var(--paper);border-bottom:1px solid var(--line);font-size:.87rem}
.bar-top b{margin-right:auto}
.bar-top label{padding:.1rem .6rem;border:1px solid var(--line);border-radius:1rem;cursor:pointer}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem}
#lang-zh:checked~header label[for=lang-zh],#lang-en:checked~header label[for=lang-en]{
background:var(--link);border-color:var(--link);color:var(--paper)}
#lang-zh:focus-visible~header label[for=lang-zh],#lang-en:focus-visible~header label[for=lang-en]{
outline:3px solid var(--focus);outline-offset:2px}
:focus-visible{outline:3px solid var(--focus);outline-offset:1px}
main{padding:0 1rem 2rem}
.file{max-width:110rem;margin:0 auto}
.file+.file{margin-top:2.5rem;border-top:3px double var(--line)}
.top{padding:1.1rem 0 .8rem}
.top h1,.top .name{font-size:1.35rem;line-height:1.3;overflow-wrap:anywhere}
.told{margin-top:.4rem;font-size:1.05rem}
.facts{display:flex;flex-wrap:wrap;gap:.1rem 1.6rem;margin-top:.5rem;
color:var(--soft);font-size:.85rem}
.facts div{display:flex;gap:.5em;min-width:0}
.facts dd{margin:0;overflow-wrap:anywhere}
.counts{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.6rem}
.chip{padding:.05rem .7rem;border-radius:1rem;font-size:.87rem;border:1px solid}
.err{--c:var(--err);--b:var(--err-b)}.warn{--c:var(--warn);--b:var(--warn-b)}
.waived{--c:var(--soft);--b:var(--head)}
.info{--c:var(--info);--b:var(--info-b)}.ok{--c:var(--ok);--b:transparent}
.chip{color:var(--c);background:var(--b);border-color:var(--c)}
.panes{display:grid;grid-template-columns:minmax(0,1fr) minmax(20rem,29rem);gap:1rem;
align-items:start}
.pane{background:var(--paper);border:1px solid var(--line);border-radius:6px}
.pane>h2{padding:.45rem .8rem;font-size:.95rem;border-bottom:1px solid var(--fine)}
.scroll{overflow:auto;scroll-padding:3rem}
@media (min-width:70rem){.scroll{max-height:calc(100vh - 6.5rem)}.pane{position:sticky;top:3.2rem}}
@media (max-width:69.99rem){.panes{grid-template-columns:minmax(0,1fr)}}
.sheet{border-collapse:separate;border-spacing:0;font-size:.87rem;width:100%}
.sheet-name{padding:.35rem .8rem;color:var(--soft);font-size:.85rem}
.sheet .out{background:var(--back);border-color:var(--back)}
.sheet .lab[scope=row]{min-width:6.2em}
.sheet .lab[scope=col]{min-width:3.6em}
.sheet th,.sheet td{border:solid var(--fine);border-width:0 1px 1px 0;padding:.18rem .5rem;
vertical-align:middle;font-weight:400;text-align:left;white-space:pre-wrap;overflow-wrap:anywhere}
.sheet thead th,.sheet .corner,.sheet .no{background:var(--head);color:var(--soft);
font-size:.75rem;text-align:center;border-color:var(--line);white-space:nowrap;overflow-wrap:normal}
.sheet thead th,.sheet .corner{position:sticky;top:0;z-index:2}
.sheet .no{position:sticky;left:0;z-index:1;width:2.4rem;min-width:2.4rem}
.hid{display:block}
.many{font-size:.8rem}
.many th,.many td{padding:.16rem .26rem}
.many .v{min-width:2.2rem}
.many .lab[scope=row]{min-width:5.4em}
.many .lab[scope=col]{min-width:2.6em}
.sheet .d1{padding-left:1.5rem}.sheet .d2{padding-left:2.6rem}.sheet .d3{padding-left:3.7rem}
.sheet .d4{padding-left:4.8rem}
.sheet .v{text-align:right;white-space:normal;font-variant-numeric:tabular-nums;min-width:3.2rem;
overflow-wrap:normal}
.sheet .one{white-space:nowrap}
.sheet .blank,.sheet .deduced{background:repeating-linear-gradient(135deg,transparent 0 5px,
var(--hatch) 5px 7px)}
.ded{color:var(--ded)}
.sheet td.err,.sheet td.warn,.sheet td.waived,.sheet th.waived,
.sheet td.info,.sheet th.err,.sheet th.warn,.sheet th.info{
background-color:var(--b);box-shadow:inset 0 0 0 1.5px var(--c);scroll-margin:35vh 4rem}
.sheet td.rel{box-shadow:inset 0 -2px 0 var(--bar)}
.sheet td,.sheet th{scroll-margin:35vh 4rem}
.sheet :target{outline:3px solid var(--focus);outline-offset:-2px}
.left-out td{color:var(--soft);font-size:.75rem;text-align:center!important;background:var(--back)}
.mark{display:inline-block;min-width:1.35em;margin-left:.4em;padding:0 .35em;border-radius:1em;
background:var(--c);color:var(--paper);font:700 .78rem/1.4 system-ui,sans-serif;text-align:center;
text-decoration:none}
.hint{display:inline-block;margin-left:.4em;padding:0 .35em;border:1px dashed var(--link);
border-radius:.7em;font:700 .78rem/1.4 system-ui,sans-serif;text-decoration:none}
h3 .mark{margin:0 .35em 0 0;font-size:.85rem}
.cut,.more,.none{padding:.6rem .8rem;color:var(--soft)}
.cards{list-style:none}
.card{padding:.7rem .9rem .8rem;border-bottom:1px solid var(--line);border-left:4px solid var(--c);
scroll-margin-top:4rem}
.card:target{background:var(--b)}
.card h3{font-size:1rem;line-height:1.4}
.meta{margin:.1rem 0 .3rem;color:var(--soft);font-size:.85rem}
.level{color:var(--c)}
.label{font-size:.87rem;color:var(--soft)}
.why{margin-top:.4rem;font-size:.9rem}
.why div{display:flex;gap:.6em;margin-top:.15rem}
.why dt{flex:none;color:var(--soft)}
.why dd{margin:0}
.sections{margin:.2rem 0 0 1.2em;font-size:.9rem}
.links{font-size:.8rem;word-spacing:.15em;font-variant-numeric:tabular-nums}
.eq{width:100%;margin:.5rem 0;border-collapse:collapse;font-size:.84rem}
.eq td{padding:.08rem .3rem;vertical-align:middle;line-height:1.3}
.eq .op{width:1.3rem;text-align:center;color:var(--soft)}
.eq .num{width:1%;text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.eq .bar{width:28%}
.eq svg{display:block;width:100%;height:.75rem}
.eq rect{fill:var(--bar)}
.eq .whole rect,.eq .sum rect{fill:var(--sum)}
.eq .gap rect{fill:var(--c)}
.eq .sum td{border-top:1px solid var(--ink)}
.eq .gap td{color:var(--c);font-weight:700}
.eq .at{width:1%;white-space:nowrap}
.fix{margin-top:.5rem;padding:.5rem .7rem;border:1px solid var(--line);border-radius:4px;
background:var(--back);font-size:.9rem}
.fix table{width:100%;margin-top:.3rem;border-collapse:collapse;font-size:.87rem}
.fix th{text-align:left;font-weight:400;color:var(--soft)}
.fix th,.fix td{padding:.1rem .4rem .1rem 0;vertical-align:top;border-top:1px solid var(--fine)}
.fix td:first-child,.fix th:first-child{width:4.2rem;white-space:nowrap}
.fix svg{display:block;width:3.4rem;height:.35rem;background:var(--fine)}
.fix rect{fill:var(--sum)}
.fix .sure{color:var(--soft);font-size:.84rem}
.explain{display:none}
.accepted{margin-top:.4rem;font-size:.9rem}
.rules{margin-top:1.4rem}
.rules h2,.index h2{font-size:1.05rem;margin-bottom:.4rem}
.rules table,.index table{width:100%;border-collapse:collapse;background:var(--paper);
border:1px solid var(--line);font-size:.87rem}
.rules th,.rules td,.index th,.index td{padding:.3rem .6rem;border-bottom:1px solid var(--fine);
text-align:left;vertical-align:top}
.rules thead th,.index thead th{background:var(--head);white-space:nowrap}
.rules td:first-child{white-space:nowrap;max-width:22rem}
.rules td:first-child small{white-space:normal}
.rules b.fails{color:var(--err)}.rules b.holds{color:var(--ok)}.rules b.open{color:var(--warn)}
.rules td:last-child{white-space:nowrap}
.because{color:var(--soft);font-size:.84rem}
small{color:var(--soft);font-size:.8rem}
.index{max-width:110rem;margin:0 auto;padding-top:1rem}
.index .order{display:flex;flex-wrap:wrap;gap:.5rem;margin:.5rem 0}
.index .order label{padding:.1rem .6rem;border:1px solid var(--line);border-radius:1rem;
cursor:pointer;font-size:.85rem}
.index .n{text-align:right;font-variant-numeric:tabular-nums}
.index td:first-child{overflow-wrap:anywhere}
.sign{display:none}
@media print{
html{font-size:11.5px}
@page{size:A4;margin:14mm 12mm 15mm;@bottom-right{content:counter(page) " / " counter(pages);
font:9pt sans-serif}}
:root{color-scheme:light;--ink:#000;--soft:#333;--line:#888;--fine:#bbb;--paper:#fff;--back:#fff;
--head:#eee;--hatch:#dcdcdc;--link:#000;--err:#a31515;--err-b:#fde6e3;--warn:#6b4800;
--warn-b:#fff1c9;--info:#174a82;--info-b:#e2eefb;--ok:#145a30;--ded:#555;--bar:#9db4cc;
--sum:#5d7894}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font-size:1rem;line-height:1.4}
main{padding:0}
a{text-decoration:none}
.bar-top,.order,.skip{display:none!important}
.panes{display:block}
.pane{position:static;border:0}
.pane>h2{padding-left:0}
.scroll{max-height:none;overflow:visible}
.sheet{font-size:.9rem;border:solid var(--fine);border-width:1px 0 0 1px}
.sheet th,.sheet td{padding:.06rem .3rem}
.sheet .v,.sheet .lab[scope]{min-width:0}
.sheet thead th,.sheet .corner,.sheet .no{position:static;width:auto;min-width:0}
.eq,.rules tr,h2,h3{break-inside:avoid}
.pane>h2,h2,h3,.meta{break-after:avoid}
.cards-pane{margin-top:1rem}
.card{break-inside:avoid;border:1px solid var(--line);border-left:4px solid var(--c);
margin-bottom:.5rem}
.explain{display:block;margin-top:.6rem;border-bottom:1px solid var(--ink);width:100%}
.sign{display:flex;gap:8%;margin-top:1.6rem;break-inside:avoid}
.sign span{flex:1;border-bottom:1px solid #000;padding-bottom:.1rem}
.file+.file{break-before:page;border:0}
.index+.file{break-before:page}
.sheet :target,.card:target{outline:0;background-color:inherit}
}
"""
