"""Coverage: each passage of the article, and the claims that stand for it."""

from __future__ import annotations

from analysis.schema import Study

HEAD = """# Coverage of the article

Made from `data/raw/{study}/judged/` by `.venv/bin/python -m analysis coverage`.

Every passage of the article in its order, by locator, with what it is about in our own words and
the claims of the register that stand for it. {asserting} of the {all} passages claim something;
together they give {claims} claims.

| locator | about | in English | claims |
| --- | --- | --- | --- |
"""
NOTHING = "*no assertion*"


def coverage(study: Study) -> str:
    """The whole page, in Markdown."""
    passages, claims = study.sheet("passages"), claims_by_locator(study)
    head = HEAD.format(
        study=study.name,
        asserting=int((passages["assertion"] == "yes").sum()),
        all=len(passages),
        claims=len(study.sheet("claims")),
    )
    rows = zip(passages["locator"], passages["about"], strict=True)
    return head + "".join(
        f"| {locator} | {about} | {study.say(about, 'en')} | {_named(claims.get(locator))} |\n"
        for locator, about in rows
    )


def claims_by_locator(study: Study) -> dict[str, list[str]]:
    """The claims that stand for each passage."""
    found: dict[str, list[str]] = {}
    claims = study.sheet("claims")
    for claim, cell in zip(claims["claim"], claims["locator"], strict=True):
        for locator in cell.split("; "):
            found.setdefault(locator, []).append(claim)
    return found


def _named(claims: list[str] | None) -> str:
    return ", ".join(f"`{claim}`" for claim in claims) if claims else NOTHING
