"""Captions and credits of a page's pictures, which extractors of its main text leave out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.offsets import Markup

_CAPTIONS = (
    "//figcaption[not(ancestor::figcaption)]"
    "|//*[@itemprop='caption'][not(ancestor::figcaption)]"
    "|//*[contains(concat(' ', normalize-space(@class), ' '), ' wp-caption-text ')]"
    "[not(ancestor-or-self::figcaption)]"
)
_CREDITS = (
    ".//*[@itemprop='copyrightHolder' or @itemprop='creditText' or @itemprop='author'"
    " or contains(@class, 'credit') or contains(@class, 'copyright') or contains(@class, 'photographer')"
    " or contains(@class, 'byline')]"
)
_LONGEST = 1_000
_BEFORE = 1_500  # letters before the first paragraph where the picture above the text may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What stands under a picture, and whose picture it is; at least one of the two is not empty."""

    text: str
    credit: str


def find_captions(tree: Any, markup: Markup, body: str) -> tuple[Caption, ...]:
    """The captions that stand within the article whose text is `body`, in the page's order, each once."""
    lines = [line for part in body.split("\n") if (line := markup.find(part))]
    if not lines:
        return ()
    first, last = lines[0][0] - _BEFORE, max(end for _, end in lines)
    found: dict[Caption, None] = {}
    after = 0
    for caption, whole in _all_captions(tree):
        place = markup.find(whole, after=after)
        if place:
            after = place[1]
            if first <= place[0] and place[1] <= last:
                found[caption] = None
    return tuple(found)


def _all_captions(tree: Any) -> Iterator[tuple[Caption, str]]:
    """Each caption of the page, and its text as it stands there."""
    for element in tree.xpath(_CAPTIONS):
        whole = _line(element.itertext())
        if 3 <= len(whole) <= _LONGEST:
            credited = [credit for credit in element.xpath(_CREDITS) if not credit.xpath("self::img")]
            inner = {credit for outer in credited for credit in outer.iterdescendants()}
            outer = [credit for credit in credited if credit not in inner]
            credits = [line for credit in outer if (line := _line(credit.itertext()))]
            yield Caption(text=_without(whole, credits), credit=" ".join(credits)), whole


def _without(text: str, parts: list[str]) -> str:
    for part in parts:
        before, _, behind = text.rpartition(part)
        text = f"{before} {behind}"
    return " ".join(text.split())


def _line(pieces: Any) -> str:
    return " ".join(" ".join(pieces).split())
