"""Who is credited for what, in sentences of both languages."""

import pytest

from dateline.annotate import sentences
from dateline.annotate.attribution import compile_rules, find_attributions
from dateline.annotate.mentions import Attribution
from dateline.pack import load

RULES = {code: (sentences.compile_rules(load(code)), compile_rules(load(code))) for code in ("en", "vi")}


def read(text: str, code: str, *, as_printed: bool = False) -> tuple[Attribution, ...]:
    splitting, rules = RULES[code]
    return find_attributions(text, sentences.split(text, splitting), rules, as_printed=as_printed)


def credited(text: str, code: str, passage: str) -> list[tuple[str, str]]:
    """Sources and kinds of the innermost attribution over `passage`."""
    at = text.index(passage)
    over = [a for a in read(text, code) if a.content_start <= at and at + len(passage) <= a.content_end]
    if not over:
        return []
    innermost = min(over, key=lambda a: (a.content_end - a.content_start, -len(a.sources)))
    return [(text[s.start : s.end], s.kind) for s in innermost.sources]


ENGLISH = [
    ("Two men died in the blast, police said on Monday.", "died", [("police", "police")]),
    ("The army said that the road was open.", "open", [("The army", "military")]),
    ("According to Radio Delta, the road is open.", "open", [("Radio Delta", "media")]),
]


@pytest.mark.parametrize(("text", "passage", "sources"), ENGLISH)
def test_english(text: str, passage: str, sources: list[tuple[str, str]]) -> None:
    assert credited(text, "en", passage) == sources
