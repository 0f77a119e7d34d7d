"""Between a report's text and the page that it was taken from: nothing else converts such offsets.

An extractor drops, joins and re-spaces what it takes out of a page, but it keeps the letters. So a text is
found in its page by its letters alone (no spaces, no tags, references such as &amp; resolved), and what is
kept with a report is one range a paragraph: few numbers, from which any passage can be found again.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote

from dateline.model import PageRange

# A tag may hold ">" in a quoted attribute; quotes are looked through up to the next "<", so that a page of
# unpaired quotes takes no more than linear time.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|template|textarea|title)\b[^>]*>.*?(?:</\1\s*>|\Z)"
    r"|<[a-z/!?](?>[^>\"'<]+|\"[^\"<]*\"|'[^'<]*')*>"
    r"|<[a-z/!?][^>]*>",
    re.S | re.I,
)
_REFERENCE = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
_LETTER = re.compile(rf"(?:{_REFERENCE}|.)(?:[\u0300-\u036f\u0653-\u0655])*", re.S)
_WORD = re.compile(r"\S+")
_ENDS = 24  # letters at either end that must be the same where a paragraph was changed in its middle
_WORDS = 5  # of a passage, at either end of the directive that finds it in a browser


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A page's visible letters, and where in the page each run of them stands.

    `runs[i]` is `[start, end)` in code points of the page; `starts[i]` is the number of letters before it.
    """

    page: str
    letters: str
    starts: tuple[int, ...]
    runs: tuple[tuple[int, int], ...]

    def find(self, text: str, *, after: int = 0) -> tuple[int, int] | None:
        """The letters `[start, end)` that are the text's, at or behind `after`, else anywhere."""
        wanted = squeeze(text)
        if not wanted:
            return None
        for start in dict.fromkeys((after, 0)):
            at = self.letters.find(wanted, start)
            if at >= 0:
                return at, at + len(wanted)
        return self._find_ends(wanted, after)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the page the letters `[start, end)` stand; not empty."""
        return self._locate(start)[0], self._locate(end - 1)[1]

    def _find_ends(self, wanted: str, after: int) -> tuple[int, int] | None:
        if len(wanted) < 2 * _ENDS:
            return None
        start = self.letters.find(wanted[:_ENDS], after)
        if start < 0:
            return None
        # Where it should end if nothing was left out, or behind that; else before.
        tail, due = wanted[-_ENDS:], start + len(wanted) - _ENDS
        end = self.letters.find(tail, due, start + 2 * len(wanted))
        end = end if end >= 0 else self.letters.rfind(tail, start, due + _ENDS)
        return (start, end + _ENDS) if end >= 0 else None

    def _locate(self, letter: int) -> tuple[int, int]:
        run = bisect_right(self.starts, letter) - 1
        start, end = self.runs[run]
        left = letter - self.starts[run]
        raw = self.page[start:end]
        if squeeze(unescape(raw)) == "".join(raw.split()):
            # Nothing but spaces lies between the letters: whole words can be passed over.
            for word in _WORD.finditer(raw):
                if left < word.end() - word.start():
                    at = start + word.start() + left
                    return at, at + 1
                left -= word.end() - word.start()
        for found in _LETTER.finditer(self.page, start, end):
            left -= len(squeeze(unescape(found[0])))
            if left < 0:
                return found.span()
        return start, end


def parse_markup(page: str) -> Markup:
    """The visible letters of an HTML page."""
    pieces: list[str] = []
    starts: list[int] = []
    runs: list[tuple[int, int]] = []
    count = 0
    for start, end in _between_tags(page):
        piece = squeeze(unescape(page[start:end]))
        if piece:
            pieces.append(piece)
            starts.append(count)
            runs.append((start, end))
            count += len(piece)
    return Markup(page=page, letters="".join(pieces), starts=tuple(starts), runs=tuple(runs))


def map_text(text: str, markup: Markup) -> Iterator[PageRange]:
    """A range for each line of `text` that stands in the page, in the order of the text."""
    at = after = 0
    for line in text.split("\n"):
        found = markup.find(_printed(line), after=after)
        if found:
            after = found[1]
            stripped = line.strip()
            start = at + line.index(stripped)
            left, right = markup.place(*found)
            yield PageRange(start=start, end=start + len(stripped), page_start=left, page_end=right)
        at += len(line) + 1


def find_in_page(
    text: str, start: int, end: int, *, page: str, ranges: Iterable[PageRange]
) -> tuple[int, int] | None:
    """Where in `page` the characters `[start, end)` of a report's text stand; None when they do not.

    `ranges` are those kept with the report. A passage over several paragraphs reaches from its first letter
    to its last.
    """
    over = [piece for piece in ranges if piece.start < end and start < piece.end]
    places: list[tuple[int, int]] = []
    for piece in over:
        markup = parse_markup(page[piece.page_start : piece.page_end])
        before = len(squeeze(_printed(text[piece.start : max(piece.start, start)])))
        found = markup.find(_printed(text[max(piece.start, start) : min(piece.end, end)]), after=before)
        if found:
            left, right = markup.place(*found)
            places.append((piece.page_start + left, piece.page_start + right))
    return (min(places)[0], max(right for _, right in places)) if places else None


def link_to(url: str, text: str, span: tuple[int, int] | None = None) -> str:
    """The address that opens a page at a passage: a text fragment directive, which browsers understand."""
    passage = text if span is None else text[span[0] : span[1]]
    # A directive matches within one block of the page.
    words = next((line.split() for line in passage.split("\n") if line.strip()), [])
    if not words:
        return url
    ends = [words] if len(words) <= 2 * _WORDS else [words[:_WORDS], words[-_WORDS:]]
    directive = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in ends)
    base, _, fragment = url.partition("#")
    return f"{base}#{fragment.split(':~:')[0]}:~:text={directive}"


def squeeze(text: str) -> str:
    """The text in NFC without its spaces and invisible marks."""
    joined = "".join(text.split()).translate(_INVISIBLE)
    return joined if unicodedata.is_normalized("NFC", joined) else unicodedata.normalize("NFC", joined)


def _printed(line: str) -> str:
    """A line without the marks that an extractor gives to items of lists and cells of tables."""
    return line.replace("|", " ") if line.startswith("|") else line.removeprefix("- ")


_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])


def _between_tags(page: str) -> Iterator[tuple[int, int]]:
    last = 0
    for token in _TOKEN.finditer(page):
        if token.start() > last:
            yield last, token.start()
        last = token.end()
    if last < len(page):
        yield last, len(page)
