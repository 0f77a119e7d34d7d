"""Generated reports: sentences of the sample reports, drawn by a seed until a text is long enough."""

import json
import random
import re
from collections.abc import Iterator, Sequence

from dateline.model import Interval, Report
from dateline.samples import reports_path

_SENTENCE_END = re.compile(r"(?<=[.”])\s+(?=[“\w])")
_DAY = "2017-11-{:02d}"


def generate(count: int, *, length: int = 2_000, seed: int = 7) -> tuple[Report, ...]:
    """`count` reports of `length` code points, each in one language, all languages alike often."""
    sentences = {lang: tuple(_sentences(lang)) for lang in ("en", "vi")}
    return tuple(
        _report(index, sentences[("en", "vi")[index % 2]], length=length, seed=seed) for index in range(count)
    )


def _report(index: int, sentences: Sequence[str], *, length: int, seed: int) -> Report:
    chance = random.Random(f"{seed}:{index}")
    text = ""
    while len(text) < length:
        text += chance.choice(sentences) + ("\n\n" if chance.random() < 0.3 else " ")
    day = _DAY.format(index % 30 + 1)
    return Report(
        id=f"generated-{index:06d}",
        text=text[:length].strip(),
        outlet=f"Outlet {index % 40}",
        published=Interval(start=day, end=day, grain="day"),
    )


def _sentences(lang: str) -> Iterator[str]:
    with reports_path().open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["lang"] == lang:
                for paragraph in record["text"].split("\n"):
                    yield from filter(None, _SENTENCE_END.split(paragraph.strip()))
