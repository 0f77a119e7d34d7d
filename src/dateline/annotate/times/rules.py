"""Compiles a pack's `times.toml` into patterns that start at known words.

A pack names *word classes* (a word and the fields that it stands for: `yesterday = {unit = "day", shift =
-1}`), *numbers* (regular expressions whose match is read as an int), *parts* (pieces used in several forms)
and *patterns*: templates over these, such as "{month} {day},? {year}". A blank in a template stands for the
white space that print allows; `{month:until}` fills another field, `{~month}` none. What a match means is
the union of the fields of its words and its pattern.

Words of the classes listed as `weak` ("a", "two") are too common to be looked for alone: where another class
follows, after a blank or a hyphen, they are looked for together with its words.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation

from dateline.annotate.lexicon import fold
from dateline.errors import PackError
from dateline.pack import Pack, expand

Fields = Mapping[str, Any]

SPACE = r"(?:[^\S\n]{1,3}|[^\S\n]?\n(?=\S))"
_HOLE = re.compile(r"\{([a-z]\w*)(?::([a-z]\w*))?\}")
_HEAD = re.compile(rf"{_HOLE.pattern}[ /.:h-]{_HOLE.pattern}(?![?*])")
_SILENT = re.compile(r"\{~([a-z]\w*)\}")  # a class that is matched but gives no field
_BLANK = re.compile(r"\[[^\]]*\]| ")  # a blank, but not inside a character class
_LITERAL = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_SHORTEST = 3  # a shorter word is only looked for together with the word after it


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A named group of a pattern: the field that it fills and how its text is read."""

    name: str
    field: str
    words: Mapping[str, Fields] | None
    capital: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A template, compiled; `order` is its place in the table. `before`/`not_before` are held against what is
    to its left; `after_dash` lets it begin with a figure after a hyphen, where most name a model ("AK-47").
    """

    id: str
    order: int
    regex: re.Pattern[str]
    fields: Fields
    after_dash: bool
    groups: tuple[Group, ...]
    before: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    extend: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRules:
    """A language's time expressions, ready to be found. Built by `compile_rules`.

    `figure` matches wherever any of `digits` does: most figures of a text are no time.
    """

    automaton: AhoCorasick
    starts: tuple[tuple[Pattern, ...], ...]
    digits: tuple[Pattern, ...]
    dashed: tuple[Pattern, ...]
    figure: re.Pattern[str]
    joiner: re.Pattern[str]
    tail: re.Pattern[str] | None
    cues: Mapping[str, tuple[str, ...]]
    through: re.Pattern[str]
    paired: re.Pattern[str]
    future: re.Pattern[str]
    past: re.Pattern[str]
    stamp: re.Pattern[str]
    in_clause: re.Pattern[str]
    spans: Mapping[str, int]


def compile_rules(pack: Pack) -> TimeRules:
    """Read times.toml. Raises PackError when the pack has none, or a template names an unknown class."""
    table = pack.table("times")
    compiler = _Compiler(pack.code, table)
    by_start: dict[str, list[Pattern]] = {}
    digits: list[Pattern] = []
    figures: list[str] = []
    for order, entry in enumerate(table["patterns"]):
        for form in entry["forms"]:
            pattern = compiler.pattern(entry, form, order)
            for start in compiler.starts(form):
                (by_start.setdefault(start, []) if start else digits).append(pattern)
                if not start:
                    figures.append(form)
    context = table["contexts"]
    return TimeRules(
        automaton=AhoCorasick(list(by_start), implementation=Implementation.ContiguousNFA),
        starts=tuple(tuple(found) for found in by_start.values()),
        digits=tuple(digits),
        dashed=tuple(pattern for pattern in digits if pattern.after_dash),
        figure=compiler.any_of(figures),
        joiner=compiler.regex(rf"(?:{context['joiner']})"),
        tail=compiler.regex(context["tail"]) if "tail" in context else None,
        cues=_read_cues(table["cues"]),
        through=compiler.regex(context["through"]),
        paired=compiler.regex(context["paired"]),
        future=compiler.regex(rf"\b(?:{context['future']})\b"),
        past=compiler.regex(rf"\b(?:{context['past']})\b"),
        stamp=compiler.regex(context["stamp"]),
        in_clause=compiler.left(context["in_clause"]),
        spans=table["spans"],
    )


class _Compiler:
    """Reads the classes of one table and turns its templates into patterns."""

    def __init__(self, code: str, table: Mapping[str, Any]) -> None:
        self._code = code
        self._numbers: Mapping[str, str] = table["numbers"]
        self._parts: Mapping[str, str] = table.get("parts", {})
        self._contexts: Mapping[str, str] = table["contexts"]
        self._capital = frozenset(table.get("capital", ()))
        self._weak = frozenset(table.get("weak", ()))
        self._words = {name: _read_words(name, words) for name, words in table["words"].items()}
        self._alternatives = {name: _alternatives(words) for name, words in self._words.items()}

    def pattern(self, entry: Mapping[str, Any], form: str, order: int) -> Pattern:
        source, groups = self._template(self._unfold(form))
        return Pattern(
            id=entry["id"],
            order=order,
            regex=self._compile(rf"{source}(?!\w)"),
            fields=entry.get("set", {}),
            after_dash=entry.get("after_dash", False),
            groups=groups,
            before=self._context(entry, "before"),
            not_before=self._context(entry, "not_before"),
            extend=self._context(entry, "extend"),
        )

    def starts(self, form: str) -> Iterator[str]:
        """The words that a form can begin with; "" stands for a digit."""
        form = self._unfold(form)
        if hole := _HOLE.match(form):
            return self._starts_of_class(hole, form)
        literal = _LITERAL.match(form)
        words = literal.group().split(" ") if literal else []
        if literal and form[literal.end() : literal.end() + 1] in tuple("?*{"):
            words.pop()
        if not words:
            raise PackError(f"packs/{self._code}/times.toml: form {form!r} must begin with a class or a word")
        return iter([" ".join(words).lower()])

    def _starts_of_class(self, hole: re.Match[str], form: str) -> Iterator[str]:
        if hole[1] in self._numbers:
            yield ""
            return
        following = re.match(r"([ -])\{([a-z]\w*)", form[hole.end() :])
        second = self._words.get(following[2], {}) if following else {}
        paired = bool(second) and hole[1] in self._weak
        for word in self._words_of(hole[1], form):
            if paired and following:
                yield from (f"{word}{following[1]}{other}" for other in second)
            elif len(word) >= _SHORTEST:
                yield word

    def any_of(self, forms: Sequence[str]) -> re.Pattern[str]:
        """Matches wherever one of the forms does, or begins to: the first two classes are enough."""
        sources: dict[str, None] = {}
        for index, form in enumerate(forms):
            form = self._unfold(form)
            head = _HEAD.match(form)
            source, _ = self._template(head.group() if head else form)
            source = re.sub(r"\(\?P<g\d+>", "(?:", source)
            sources[re.sub(r"(?<=\(\?P[<=])(?=[a-z])", f"n{index}", source)] = None
        return self._compile("|".join(sources))

    def regex(self, source: str) -> re.Pattern[str]:
        """A context: a template without fields."""
        return self._compile(self._template(self._unfold(source))[0])

    def left(self, source: str) -> re.Pattern[str]:
        """A context that must stand just before a place: searched in a slice that ends there."""
        return self.regex(rf"(?:(?<!\w)(?:{source})\s{{0,3}})$")

    def _context(self, entry: Mapping[str, Any], key: str) -> re.Pattern[str] | None:
        if key not in entry:
            return None
        return self.left("|".join(self._contexts.get(name, name) for name in _names(entry[key])))

    def _unfold(self, form: str) -> str:
        for _ in range(5):
            unfolded = _HOLE.sub(lambda hole: self._parts.get(hole[1], hole.group()), form)
            if unfolded == form:
                break
            form = unfolded
        return unicodedata.normalize("NFC", form)

    def _template(self, form: str) -> tuple[str, tuple[Group, ...]]:
        groups: list[Group] = []

        def fill(hole: re.Match[str]) -> str:
            name, field = hole[1], hole[2] or hole[1]
            if name not in self._numbers:
                self._words_of(name, form)
            label = f"g{len(groups)}"
            words = self._words.get(name)
            if words and field != name:
                words = {word: {field: next(iter(meaning.values()))} for word, meaning in words.items()}
            groups.append(Group(name=label, field=field, words=words, capital=name in self._capital))
            return f"(?P<{label}>{self._numbers.get(name) or self._alternatives[name]})"

        form = _SILENT.sub(lambda hole: self._numbers.get(hole[1]) or self._alternatives[hole[1]], form)
        spaced = _BLANK.sub(lambda blank: SPACE if blank.group() == " " else blank.group(), form)
        return _HOLE.sub(fill, spaced), tuple(groups)

    def _words_of(self, name: str, form: str) -> Mapping[str, Fields]:
        try:
            return self._words[name]
        except KeyError:
            raise PackError(
                f"packs/{self._code}/times.toml: form {form!r} names {name!r}, which is neither a word class,"
                " a number nor a part"
            ) from None

    def _compile(self, source: str) -> re.Pattern[str]:
        try:
            return re.compile(source)
        except re.error as error:
            raise PackError(f"packs/{self._code}/times.toml: {source!r}: {error}") from error


def _read_words(name: str, words: Mapping[str, Any]) -> dict[str, Fields]:
    found: dict[str, Fields] = {}
    for forms, value in words.items():
        fields = value if isinstance(value, Mapping) else {name: value}
        for form in expand(forms):
            found[fold(unicodedata.normalize("NFC", form))] = fields
    return found


def _read_cues(table: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Each phrase and the cues that it is; the names in the table's order."""
    found: dict[str, tuple[str, ...]] = {}
    for name, phrases in table.items():
        for phrase in itertools.chain.from_iterable(map(expand, phrases)):
            folded = fold(unicodedata.normalize("NFC", phrase))
            found[folded] = (*found.get(folded, ()), name)
    return found


def _alternatives(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(SPACE.join(map(re.escape, word.split(" "))) for word in longest_first) + ")"


def _names(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value
