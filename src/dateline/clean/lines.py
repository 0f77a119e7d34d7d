"""Whole lines that are no part of the story: menus, links to other stories, bylines, the title."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.clean.rules import BlockRules, key
from dateline.model import BlockKind

_NOT_WORDS = re.compile(r"[\W_]+")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_TITLE_LINES = 6  # how far down a title may stand below a menu
_SHORTEST_TITLE = 15
_LONGEST_RULED = 300
_LONGEST_HEADLINE = 200
_PROSE = 80  # code points from which a line is held to be prose
_FEWEST_LINKS = 3
_ENDS = ".!?。؟।"
_CLOSERS = "\"'”’»)] \t\r"
_BULLETS = "-–—•*·"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without the space around it; `kind` is None while nothing is known of it."""

    start: int
    end: int
    text: str
    kind: BlockKind | None = None


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that hold anything."""
    lines: list[Line] = []
    for found in _LINE.finditer(text):
        line = found[0].strip()
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        lines.append(Line(start=start, end=start + len(line), text=line))
    return lines


def label_lines(lines: Sequence[Line], *, title: str | None, rules: BlockRules) -> list[Line]:
    """The lines, each with its kind where the rules know it."""
    labelled = [replace(line, kind=kind) if (kind := _kind(line.text, rules)) else line for line in lines]
    labelled = _label_titles(labelled, title)
    labelled = _label_links(labelled, rules)
    labelled = _label_last_links(labelled)
    return _label_signature(labelled, rules)


def _kind(line: str, rules: BlockRules) -> BlockKind | None:
    if len(line) > _LONGEST_RULED:
        return None
    if not any(map(str.isalnum, line)):
        return "boilerplate"
    if line[-1] not in _ENDS and rules.menu.issuperset(_menu_words(line)):
        return "boilerplate"
    return next((kind for kind, pattern in rules.lines if pattern.fullmatch(line)), None)


def _menu_words(line: str) -> Iterable[str]:
    return (word for piece in line.split() if (word := key(piece)))


def _label_titles(lines: Sequence[Line], title: str | None) -> list[Line]:
    """The first line that is the title, and its later repetitions."""
    wanted = _bare(title or "")
    labelled = list(lines)
    if len(wanted) < _SHORTEST_TITLE:
        return labelled
    found: str | None = None
    for i, line in enumerate(lines):
        if found is None and i >= _TITLE_LINES:
            break
        bare = _bare(line.text) if len(line.text) <= 2 * len(wanted) + 40 else ""
        if found is None and len(bare) >= _SHORTEST_TITLE and (bare in wanted or _is_most(wanted, bare)):
            found = bare
            labelled[i] = replace(line, kind="title")
        elif found and bare == found:
            labelled[i] = replace(line, kind="repeat")
    return labelled


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", text.lower())


def _is_most(part: str, whole: str) -> bool:
    return part in whole and len(whole) <= 1.5 * len(part)


def _label_links(lines: Sequence[Line], rules: BlockRules) -> list[Line]:
    """Headlines of other stories that follow a line such as "Related news", up to the next sentence."""
    labelled: list[Line] = []
    listing = False
    for line in lines:
        if key(line.text) in rules.heads:
            listing = True
            labelled.append(replace(line, kind="teaser"))
            continue
        listing = listing and (line.kind is not None or _is_headline(line.text))
        labelled.append(replace(line, kind="teaser") if listing and line.kind is None else line)
    return labelled


def _is_headline(line: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and not _is_sentence(line) and line[0] not in _BULLETS


def _is_sentence(line: str) -> bool:
    return line.rstrip(_CLOSERS)[-1:] in _ENDS and not line.endswith(("...", "…"))


def _label_last_links(lines: Sequence[Line]) -> list[Line]:
    """Headlines at the very end of a page whose prose is punctuated, even when no line announces them."""
    tail = len(lines)
    while tail and lines[tail - 1].kind is None and _is_headline(lines[tail - 1].text):
        tail -= 1
    prose = [_is_sentence(line.text) for line in lines[:tail] if len(line.text) >= _PROSE and not line.kind]
    links = [line for line in lines[tail:] if len(line.text.split()) > 4]
    if len(links) < _FEWEST_LINKS or not prose or sum(prose) < 0.8 * len(prose):
        return list(lines)
    return [*lines[:tail], *(replace(line, kind="teaser") for line in lines[tail:])]


def _label_signature(lines: Sequence[Line], rules: BlockRules) -> list[Line]:
    """The author's name in the last line, or the last before links and menus."""
    labelled = list(lines)
    for i in range(len(labelled) - 1, 0, -1):
        line = labelled[i]
        if line.kind is None and len(line.text) <= 120 and rules.signatures.fullmatch(line.text):
            labelled[i] = replace(line, kind="credit")
        elif line.kind not in ("teaser", "boilerplate", "credit"):
            break
    return labelled
