"""What each stretch of a text is: title, body, caption, credit, boilerplate, repeat or teaser.

The text is painted in layers, a later one over an earlier; what no layer paints is body. The blocks are
what is seen in the end, so they never overlap and never leave a character out.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from dateline.clean.lines import Line, label_lines, split_lines
from dateline.clean.repeats import find_repeats
from dateline.clean.rules import BlockRules
from dateline.model import Block, BlockKind
from dateline.stamp import find_stamp

_LAYERS: tuple[BlockKind, ...] = ("body", "caption", "title", "credit", "teaser", "boilerplate", "repeat")
_BOUNDARY = re.compile(r"[.!?…]+[\"'”’»)\]]*(?P<gap>\s+)|(?P<line>\n\s*)")
_LONGEST_CAPTION = 400

Mark = tuple[int, int, BlockKind]


class _Page:
    """A text with the gaps between its sentences, which are looked for when they are first needed."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def boundaries(self) -> Sequence[tuple[int, int]]:
        """For each gap: where the one sentence ends and the next begins."""
        return [found.span(found.lastgroup or 0) for found in _BOUNDARY.finditer(self.text)]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentences that hold `[start, end)`."""
        before = bisect_right(self.boundaries, start, key=lambda gap: gap[1])
        after = bisect_left(self.boundaries, end, key=lambda gap: gap[0])
        left = self.boundaries[before - 1][1] if before else 0
        right = self.boundaries[after][0] if after < len(self.boundaries) else len(self.text)
        return left, right


def label_blocks(
    text: str, *, title: str | None, rules: BlockRules, given: Iterable[Block] = ()
) -> tuple[Block, ...]:
    """The blocks of `text`, sorted and disjoint; together they hold every character that is no space.

    `given` are those that the input itself marked.
    """
    page = _Page(text)
    lines = label_lines(split_lines(text), title=title, rules=rules)
    inline, captions = _inline_marks(page, rules)
    marks: list[Mark] = [(line.start, line.end, line.kind) for line in lines if line.kind]
    marks += inline
    marks += ((block.start, block.end, block.kind) for block in given)
    marks += _stamp(text)
    marks += _title_in_line(text, title, lines)
    marks += _last_words(text, lines, rules)
    marks += ((start, end, "repeat") for start, end in find_repeats(text, lambda: page.boundaries))
    return _paint(text, marks, captions)


def fill_blocks(text: str, given: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that the input marked, and all else as body: for a text whose language has no rules."""
    return _paint(text, [(block.start, block.end, block.kind) for block in given], ())


def _inline_marks(page: _Page, rules: BlockRules) -> tuple[list[Mark], list[tuple[int, int]]]:
    """What the rules find within lines, and the captions before photo credits."""
    text = page.text
    marks: list[Mark] = []
    captions: list[tuple[int, int]] = []
    for which, at, stop in rules.cues.find_matches_as_indexes(text, overlapping=True):
        rule = rules.inline[which]
        if rule is None:
            marks.append((*page.sentence(at, stop), "boilerplate"))
        elif not text[at - 1 : at].isalnum() and (found := rule.pattern.match(text, at)):
            start, end = _with_brackets(text, at, found.end())
            marks.append((start, end, rule.kind))
            if rule.caption:
                captions += _caption(page, start)
    return marks, captions


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    left = start - 1 if text[start - 1 : start] in ("(", "[") else start
    return left, end + 1 if text[end : end + 1] in (")", "]") and left < start else end


def _caption(page: _Page, credit: int) -> Iterator[tuple[int, int]]:
    """The sentence before a photo credit that stands at `credit`."""
    words = len(page.text[max(0, credit - 20) : credit].rstrip(" \t\r\n.!?…\"'”’»)]")) + max(0, credit - 20)
    left = page.sentence(words, words)[0]
    if 0 < credit - left <= _LONGEST_CAPTION:
        yield left, credit


def _stamp(text: str) -> Iterator[Mark]:
    found = find_stamp(text)
    if found:
        yield found[0], found[1], "boilerplate"


def _title_in_line(text: str, title: str | None, lines: Sequence[Line]) -> Iterator[Mark]:
    """The title where it opens a text that goes on in the same line."""
    wanted = (title or "").strip()
    if len(wanted) >= 15 and not any(line.kind == "title" for line in lines):
        at = text.find(wanted, 0, 200 + len(wanted))
        if at >= 0:
            yield at, at + len(wanted), "title"


def _last_words(text: str, lines: Sequence[Line], rules: BlockRules) -> Iterator[Mark]:
    """A closing credit behind the last sentence, in the last line that says something."""
    for line in reversed(lines):
        if line.kind in (None, "body"):
            start = max(line.start, line.end - 160)
            found = rules.closing.search(text, start, line.end)
            if found:
                yield found.start("credit"), found.end("credit"), "credit"
            return


def _paint(text: str, marks: Iterable[Mark], captions: Sequence[tuple[int, int]]) -> tuple[Block, ...]:
    layers: dict[BlockKind, list[tuple[int, int]]] = {kind: [] for kind in _LAYERS}
    layers["caption"] += captions
    for start, end, kind in marks:
        layers[kind].append((start, end))
    canvas = bytearray(len(text))
    for code, kind in enumerate(_LAYERS):
        for start, end in layers[kind]:
            canvas[start:end] = bytes([code]) * (end - start)
    if captions and canvas.count(_LAYERS.index("caption")) > canvas.count(0):
        # A gallery, told in its captions: they are the story.
        canvas = canvas.replace(b"\1", b"\0")
    edges = {0, len(text), *(edge for spans in layers.values() for span in spans for edge in span)}
    return tuple(_seen(text, canvas, sorted(edges)))


def _seen(text: str, canvas: bytearray, edges: Sequence[int]) -> Iterator[Block]:
    """The stretches of one colour, without the space around them; neighbours of one kind are one block."""
    kept: Block | None = None
    for left, right in pairwise(edges):
        piece = text[left:right]
        start, end = left + len(piece) - len(piece.lstrip()), left + len(piece.rstrip())
        if start >= end:
            continue
        kind = _LAYERS[canvas[left]]
        if kept and kept.kind != kind:
            yield kept
            kept = None
        kept = Block(kind=kind, start=kept.start if kept else start, end=end)
    if kept:
        yield kept
