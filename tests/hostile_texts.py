"""Texts that try to be more than text, and a study that has each of them somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from made_up import write

NAME = "vijandig"
MARK = "INGEBROKEN"
"""A file of this name would be made by a text that is run."""
SECRET = "geheim-van-een-ander"
"""What stands in a file that no page should be read from."""
SECRET_FILE = "geheim.txt"

HTML = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//127.0.0.1:9/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>@import url(http://127.0.0.1:9/x.css)</style>",
    "<link rel=stylesheet href=http://127.0.0.1:9/x.css>",
    "<meta http-equiv=refresh content='0,url=http://127.0.0.1:9/'>",
    "<meta http-equiv=Content-Security-Policy content='script-src *'>",
    "<object data=file:///etc/hostname></object><embed src=x>",
    "<base href=http://127.0.0.1:9/>",
    "<form action=http://127.0.0.1:9/><button formaction=javascript:alert(1)>x</button></form>",
    "<details open ontoggle=alert(1)>x</details>",
    "<a href=javascript:alert(1)>klik</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>klik</a>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "--> <b>weg</b> ]]>",
    "</title></style></textarea></noscript><img src=x onerror=alert(1)>",
    "</td></tr></table></main><h1>een andere pagina</h1>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "&lt,script&gt,alert(1) &#60script&#62 &#x3cscript",
    "<template><slot name=x></template><math><mtext><mglyph>",
    "`<img src=x onerror=alert(1)>`",
)
MARKDOWN = (
    "[klik](javascript:alert(1))",
    "[klik](data:text/html,<script>alert(1)</script>)",
    "![plaatje](http://127.0.0.1:9/x.png)",
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)",
    "# kop",
    "**vet** _scheef_ ~~door~~ `code` | a | b |",
    "https://127.0.0.1:9/vanzelf-een-koppeling",
)
TEMPLATES = (
    "{{ 7 * 7 }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{% include '/etc/hostname' %}",
    "{# weg #}",
    "{0.__class__.__init__.__globals__}",
    "{naam} {n} {} {{}}",
    "${7*7} #{7*7} <%= 7*7 %> %(naam)s %n",
)
MATHS = (
    r"$\input{/etc/hostname}$",
    r"$$\href{javascript:alert(1)}{klik}$$",
    r"\(\unicode{x3c}script\) \begin{x}\write18{ls}\end{x}",
)
FORMULAS = (
    "=cmd|'/C calc'!A0",
    '=WEBSERVICE("http://127.0.0.1:9/")',
    '=HYPERLINK("file:///etc/hostname","klik")',
    '=DDE("cmd","/C calc","x")',
    "='file:///etc/[hostname]x'!A1",
    "+1+cmd|'/C calc'!A0",
    "-2+3+cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "\t=1+1",
    "\uff1d1+1",
)
CODE = (
    f"__import__('os').system('touch {MARK}')",
    f"$(touch {MARK})",
    f"`touch {MARK}`",
    f"| touch {MARK} & touch {MARK}",
    f"'\"; import os; os.system('touch {MARK}') #",
    f"!touch {MARK}",
    f"%system touch {MARK}",
    f"@__import__('os').system('touch {MARK}')",
    f"!!python/object/apply:os.system ['touch {MARK}']",
    "(a+)+$ .*.*.*.*.*! [[[ (?P<x> \\",
    '"}]}, {"a": [1]} \\u003c \u2028\u2029',
)
PLACES = (
    "../../../../etc/hostname",
    "/etc/hostname",
    "file:///etc/hostname",
    "..\\..\\Windows\\win.ini",
    r"\\127.0.0.1\deel\x",
    "CON",
    "NUL.txt",
    "~/.ssh/id_rsa",
    f"../{SECRET_FILE}",
)
SIGNS = (
    "\u202etxet\u202c \u2066x\u2069 \u200f",
    "a\u200db\u2060c\u00add",
    "\x1b[2J\x1b]8,,http://127.0.0.1:9/\x07klik",
    "a\x01b\x08c\x7fd",
    "Z\u0300\u0301\u0302" * 40,
    "\ufdd0 \U000e0041 \U0001f3f4",
)
TEXTS = (*HTML, *MARKDOWN, *TEMPLATES, *MATHS, *FORMULAS, *CODE, *PLACES, *SIGNS)

CODES = (
    "<b>", '"onclick', "'><script>alert(1)</script>", "{{7*7}}", "{%x%}", "$x$", "/etc",
    "javascript:alert(1)", "CON", "nul", "__proto__", "constructor", "%00", "\\x", "&amp", "A1",
)  # fmt: skip
"""What the municipalities are called."""
LISTS = ("origin", "team", "help", "promoting", "hindering")
SIZES = ("<400", "400-700", "700-1200", ">1200")


def text(place: int) -> str:
    """One of the texts; within a list a semicolon would cut it in two, and none has one."""
    return TEXTS[place % len(TEXTS)]


def cases() -> list[dict[str, str]]:
    """The municipalities, which have every text in one of their lists."""
    columns = ("innovation", *LISTS)
    return [
        {"case": code, "size_class": SIZES[n % 4]}
        | {column: text(n * len(columns) + i) for i, column in enumerate(columns)}
        for n, code in enumerate(CODES)
    ]


def sheets() -> Mapping[str, list[dict[str, str]]]:
    """Every sheet that takes free text, with each of the texts in it."""
    known = [{"scheme": s, "list": s, "code": "other", "label": text(n), "keywords": "*"}
             for n, s in enumerate(("promoting", "hindering"))]  # fmt: skip
    tried = [{"scheme": "promoting", "list": "promoting", "code": f"c{n}", "label": told,
              "definition": told, "keywords": told} for n, told in enumerate(TEXTS)]  # fmt: skip
    claims = [
        {"claim": f"counted-{n}", "statement": f"{n} {told}", "frame": "codes",
         "where": f"scheme=promoting;code=c{n}", "quantifier": "at-least", "value": "1"}
        for n, told in enumerate(TEXTS)
    ]  # fmt: skip
    untold = [{"claim": f"untold-{n}", "statement": told, "kind": "causal", "untested": told}
              for n, told in enumerate(TEXTS)]  # fmt: skip
    return {
        "study": [{"key": "title", "value": HTML[15]}, {"key": "year", "value": "2020"},
                  {"key": "researchers", "value": HTML[2]}, {"key": "source", "value": CODE[0]}],
        "cases": cases(),
        "scores": [
            {"factor": "risk", "case": code, "respondent": text(n), "level": "limited",
             "statement": text(n), "locator": text(n)} for n, code in enumerate(CODES)
        ],
        "codebook": known + tried,
        "codings": [
            {"unit": f"{code}.promoting.1", "scheme": "promoting", "coder": "hand",
             "code": "c0" if n % 3 else "c1", "also": "c2 | c3" if n < 6 else "",
             "reason": text(n)}
            for n, code in enumerate(CODES)
        ],
        "claims": claims + untold,
        "recommendations": [{"phase": "search", "recommendation": told, "rests_on": "counted-0"}
                            for told in TEXTS],
        "translations": [{"text": TEXTS[n], "en": TEXTS[-n]} for n in range(1, 9)],
    }  # fmt: skip


def write_hostile_texts(root: Path) -> None:
    """Write the study below a root, and a file beside it that is not the study's."""
    write(root, sheets(), NAME)
    (root / "data" / "raw" / SECRET_FILE).write_text(SECRET, encoding="utf-8")
