"""Numbers as a language writes them: digits, number words, vague amounts and shares, with their bounds.

The work goes in three steps. One expression finds the cores ("1,200", "twenty-two", "dozens", "half");
neighbours that make a range are joined; then what stands around each core tells its form, its bound
("at least"), or that it is no number at all (a date, a year, the 47 of a rifle).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dateline.annotate.lexicon import fold_once
from dateline.annotate.mentions import NumberMention
from dateline.annotate.number_rules import DASH, DIGITS, NumberRules, Word, compile_rules

__all__ = ["NumberRules", "compile_rules", "find_numbers"]

_REACH = 40  # characters before a number in which an approximator or a label is looked for
_WORDS_BACK = 4
_BOUNDS = ("min", "max", "same", "fill")
_PIECE = re.compile(rf"{DIGITS}|\w+")
_TOKEN = re.compile(r"[^\s(\[“\"‘«]+")
_TIGHT_DASH = re.compile(rf"[{DASH}]")
# "AK-47", "Tupolev -22", "Su - 30": the digits belong to the name before them.
_NAME_BEFORE = re.compile(
    rf"(?:\w[{DASH}]\s?|\b[A-ZĐ]\w*\s[{DASH}]|\b[A-ZĐ]\w{{0,3}}\s[{DASH}]\s|\w[/.:,@#_=]|[@#_=/])\Z"
)
# "Ciaran, 24, was killed": an age.
_AGE_BEFORE = re.compile(r"\b[A-ZĐ][^\W\d_]+,\s\Z")
_DIGITS_AFTER = re.compile(r"\s?/\s?\d|[:+]\d|[@_=]")
_DATE = re.compile(r"\d{1,2}\s?/\s?\d")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Core:
    """A number found. `kind`: "digits", "word" (one number word), "run" (several), "phrase", "fraction"."""

    start: int
    end: int
    low: float
    high: float | None
    kind: str
    share: bool = False
    range: bool = False


def find_numbers(text: str, rules: NumberRules) -> tuple[NumberMention, ...]:
    """The numbers in `text`, in order, none overlapping another."""
    folded = fold_once(text)
    mentions: list[NumberMention] = []
    floor = 0
    for core in _ranges(folded, list(_cores(folded, rules)), rules):
        mention = _mention(text, folded, core, floor, rules)
        if mention is not None:
            mentions.append(mention)
        floor = core.end if mention is None else mention.end
    return tuple(mentions)


# -- cores ------------------------------------------------------------------------------------------


def _cores(folded: str, rules: NumberRules) -> Iterator[_Core]:
    for match in rules.core.finditer(folded):
        if match["run"]:
            yield from _numerals(folded, match.start(), match.end(), rules)
        elif match["phrase"]:
            yield from _fixed(folded, match.start(), match.end(), rules)
        elif match["fraction"]:
            yield from _fraction(folded, match, rules)


def _fixed(folded: str, start: int, end: int, rules: NumberRules) -> Iterator[_Core]:
    phrase = rules.phrases[" ".join(folded[start:end].split())]
    held = phrase.held and "holds" in _tags(folded, start, 0, rules)
    if phrase.wants and not held and not phrase.wants.match(folded, end):
        return
    if phrase.bars and phrase.bars.match(folded, end):
        return
    if phrase.not_after and phrase.not_after.intersection(
        folded[max(0, start - _REACH) : start].split()[-1:]
    ):
        return
    yield _Core(start=start, end=end, low=phrase.low, high=phrase.high, kind="phrase", share=phrase.share)


def _fraction(folded: str, match: re.Match[str], rules: NumberRules) -> Iterator[_Core]:
    """A share where a thing to be divided follows, or a word of holding stands before; else a date."""
    upper, lower = int(match["upper"]), int(match["lower"])
    tags = _tags(folded, match.start(), 0, rules)
    if not 0 < upper < lower <= 10 or ("date" in tags and "holds" not in tags):
        return
    if "holds" in tags or rules.share_after.match(folded, match.end()):
        value = round(upper / lower, 4)
        yield _Core(start=match.start(), end=match.end(), low=value, high=value, kind="fraction", share=True)


def _numerals(folded: str, start: int, end: int, rules: NumberRules) -> Iterator[_Core]:
    """The numerals of a run of digits and number words: "two three" is two of them, "two hundred" one."""
    terms: list[float] = []
    begin = last = start
    kind, room, joined = "", 0.0, False
    for piece in _PIECE.finditer(folded, start, end):
        token = piece.group()
        if token in rules.joiners:
            joined = True
            continue
        word = rules.words.get(token) or _digits(token, rules)
        fits = word is not None and bool(terms) and _fits(word, terms, room, joined)
        if terms and not fits:
            yield _Core(start=begin, end=last, low=sum(terms), high=sum(terms), kind=kind)
            terms = []
        joined = False
        if word is not None and (terms or not word.scale):
            if not terms:
                begin, room = piece.start(), 1e12
            kind = "run" if terms else "digits" if token[0].isdigit() else "word"
            _add(word, terms)
            room = word.room if word.scale else min(word.room, room)
            last = piece.end()
    if terms:
        yield _Core(start=begin, end=last, low=sum(terms), high=sum(terms), kind=kind)


def _fits(word: Word, terms: list[float], room: float, joined: bool) -> bool:
    if word.scale:
        return terms[-1] < word.value
    return word.value < room and (not joined or room >= 100)


def _add(word: Word, terms: list[float]) -> None:
    """A scale multiplies the smaller terms before it: [1000000, 2, 100] and 1000 make [1000000, 200000]."""
    if not word.scale:
        terms.append(word.value)
        return
    smaller = 0.0
    while terms and terms[-1] < word.value:
        smaller += terms.pop()
    terms.append(round(smaller * word.value, 6))


def _digits(token: str, rules: NumberRules) -> Word | None:
    """A digit string in the language's convention, None when it has no number's form.

    Three digits after a lone decimal sign are thousands: nobody counts people to a thousandth, and
    reporters do use the other language's sign.
    """
    if token.isdecimal():
        plain = len(token) < 11 and (token == "0" or token[0] != "0")
        return Word(value=float(token), room=0) if plain else None
    spaced = re.sub("[\u00a0\u202f]", rules.thousands, token)
    for thousands, decimal in ((rules.thousands, rules.decimal), (rules.decimal, rules.thousands)):
        if re.fullmatch(rf"[1-9]\d{{0,2}}(?:[{thousands}]\d{{3}})+(?:[{decimal}]\d{{1,2}})?", spaced):
            return Word(value=float(spaced.replace(thousands, "").replace(decimal, ".")), room=0)
    if re.fullmatch(r"\d{1,10}[.,]\d{1,6}", spaced):
        return Word(value=float(spaced.replace(",", ".")), room=0)
    return None


# -- ranges -----------------------------------------------------------------------------------------


def _ranges(folded: str, cores: list[_Core], rules: NumberRules) -> Iterator[_Core]:
    """The cores, with "40 to 50" joined to one, and the figures of "9-9" (a date, a score) left out."""
    position = 0
    while position < len(cores):
        core = cores[position]
        position += 1
        following = cores[position] if position < len(cores) else None
        gap = folded[core.end : following.start] if following and following.start - core.end < 16 else ""
        if following is None or not gap:
            yield core
        elif _is_range(folded, core, following, gap, rules):
            position += 1
            yield replace(
                core, end=following.end, low=_lifted(core, following), high=following.low, range=True
            )
        elif core.kind == following.kind == "digits" and _TIGHT_DASH.fullmatch(gap):
            position += 1
        else:
            yield core


def _is_range(folded: str, core: _Core, following: _Core, gap: str, rules: NumberRules) -> bool:
    if core.kind == "phrase" or following.kind == "phrase" or core.share or following.share:
        return False
    if _lifted(core, following) >= following.low:
        return False
    tags = _tags(folded, core.start, 0, rules)
    if "opener" in tags:
        head = folded[max(0, tags["opener"] - _REACH) : tags["opener"]]
        return bool(rules.between.fullmatch(gap) or rules.opened.fullmatch(gap)) and not rules.change.search(
            head
        )
    if not rules.between.fullmatch(gap):
        return False
    if _TIGHT_DASH.fullmatch(gap.strip()) and core.low <= 31 and following.low <= 12:
        evident = rules.counters_after.match(folded, following.end) or rules.form_after.match(
            folded, following.end
        )
        return bool(evident) and "date" not in tags
    return True


def _lifted(core: _Core, following: _Core) -> float:
    """The lower end; "2 to 3 million" and "10 to 12,000" say the scale once."""
    scales = (1e9, 1e6, 1e3, 100.0) if following.kind == "run" else (1e9, 1e6, 1e3)
    for scale in scales:
        if following.low / 10 < core.low * scale < following.low:
            return core.low * scale
    return core.low


# -- what stands around a core ----------------------------------------------------------------------


def _tags(folded: str, end: int, floor: int, rules: NumberRules) -> dict[str, int]:
    """What the words right before `end` tell, each with the offset at which its phrase starts."""
    begin = max(floor, end - _REACH)
    tokens = list(_TOKEN.finditer(folded, begin, end))[-_WORDS_BACK:]
    found: dict[str, int] = {}
    phrase = ""
    for token in reversed(tokens):
        phrase = f"{token.group()} {phrase}" if phrase else token.group()
        for tag in rules.before.get(phrase, ()):
            found[tag] = token.start()
    return found


def _mention(text: str, folded: str, core: _Core, floor: int, rules: NumberRules) -> NumberMention | None:
    tags = _tags(folded, core.start, floor, rules)
    core_start = tags.get("money", core.start)
    start, bound = _bound(folded, core_start, floor, core.low, rules)
    form, end = _form(text, folded, core, "money" in tags, rules)
    if form in ("clock", "ordinal") or _is_name(text, folded, core, tags, bound, form, rules):
        return None
    if core.kind == "word" and not _is_counted(folded, core, tags, bound, form, rules):
        return None
    if rules.more_after.match(folded, end):
        bound = "min"
    low, high = _bounded(core, bound)
    if form == "percent":
        low, high, form = _hundredth(low), _hundredth(high), "share"
    return NumberMention(
        start=start, end=end, core_start=core_start, core_end=end, min=low, max=high, form=form
    )


def _bound(folded: str, start: int, floor: int, value: float, rules: NumberRules) -> tuple[int, str]:
    """Where the approximators before a number start, and the strictest of their kinds ("" without one).

    Fillers ("at least another 20") are passed when an approximator stands before them. Words that are
    prepositions too ("tới", to) bind no small number.
    """
    kinds: set[str] = set()
    position = start
    for _ in range(3):
        tags = _tags(folded, position, floor, rules)
        kind = min((tag for tag in _BOUNDS if tag in tags), key=tags.__getitem__, default="")
        if not kind or ("loose" in tags and value < 10):
            break
        position = tags[kind]
        if kind != "fill":
            kinds.add(kind)
            start = position
    return start, next((kind for kind in ("min", "max", "same") if kind in kinds), "")


def _bounded(core: _Core, bound: str) -> tuple[float | None, float | None]:
    if bound == "min":
        return core.low, None
    if bound == "max" and core.high is not None:
        return None, core.high
    return core.low, core.high


def _hundredth(value: float | None) -> float | None:
    return None if value is None else round(value / 100, 6)


def _form(text: str, folded: str, core: _Core, money: bool, rules: NumberRules) -> tuple[str, int]:
    """The form of a number and where it ends: a percent sign belongs to it, a unit does not."""
    if core.share:
        return "share", core.end
    if money:
        return "money", core.end
    match = rules.form_after.match(folded, core.end)
    if match is None:
        aged = text.startswith(",", core.end) and core.low < 110 and core.kind == "digits"
        named = aged and _AGE_BEFORE.search(text[max(0, core.start - _REACH) : core.start])
        return "measure" if named else "count", core.end
    form = match.lastgroup or "count"
    return form, match.end() if form == "percent" else core.end


def _is_name(
    text: str, folded: str, core: _Core, tags: Mapping[str, int], bound: str, form: str, rules: NumberRules
) -> bool:
    """True when the figures are part of a date, a name, a code: "Resolution 2254", "Su-30", "9 July"."""
    if core.kind == "phrase" or core.share:
        return False
    if "label" in tags and "unless" not in tags:
        return True
    if not folded[core.start].isdigit():
        return False
    head = text[max(0, core.start - _REACH) : core.start]
    if (
        _NAME_BEFORE.search(head)
        or _DIGITS_AFTER.match(folded, core.end)
        or _opens_date(folded, core.end, rules)
    ):
        return True
    if folded[core.end : core.end + 1].isalpha() and form == "count":
        return True
    dayish = core.low <= 31 or _YEAR.fullmatch(folded, core.start, core.end)
    if dayish and (rules.month_before.search(head) or rules.month_after.match(text, core.end)):
        return True
    return _is_year(folded, core, tags, bound, form, rules)


def _opens_date(folded: str, end: int, rules: NumberRules) -> bool:
    """True at the 12 of "12 đến 15/3"."""
    link = rules.between.match(folded, end)
    return link is not None and _DATE.match(folded, link.end()) is not None


def _is_year(
    folded: str, core: _Core, tags: Mapping[str, int], bound: str, form: str, rules: NumberRules
) -> bool:
    if not _YEAR.match(folded, core.start) or not 1900 <= core.low < 2100 or core.kind != "digits":
        return False
    if folded[core.start + 4 : core.start + 5] in ",." and core.end - core.start > 5:
        return False
    if "year" in tags:
        return True
    counted = form != "count" or rules.counters_after.match(folded, core.end)
    return not counted and not bound and core.low % 100 != 0


def _is_counted(
    folded: str, core: _Core, tags: Mapping[str, int], bound: str, form: str, rules: NumberRules
) -> bool:
    """True when a number word that has other senses is shown to be a number by what stands beside it."""
    word = folded[core.start : core.end]
    if word in rules.never or word not in rules.bare:
        return word not in rules.never
    if "bare" in tags or rules.bare_barred.match(folded, core.end):
        return False
    if not rules.needs_counter:
        return True
    if word in rules.counter_only:
        counters = rules.one_after if core.low == 1 else rules.counters_after
        return counters.match(folded, core.end) is not None
    return bool(bound) or form != "count" or rules.counters_after.match(folded, core.end) is not None
