"""A language pack is held to its examples: a pack whose `examples.jsonl` fails does not load.

One JSON object a line: a text in the pack's language and the claims that it must give.

    {"text": "...", "note": "...", "published": "2017-11-17",
     "claims": [{"event": "strike.air", "actors": ["Russian jets"], "quantities": [["killed", 3, 3]]}]}

Only the cells that are given are compared. Words are quotations: each must share a character with a span
that came, and each span that came with a quotation; an empty list, or null, means none. Further claims are
allowed unless "exact" is true; "nothing": true means that the text holds no claim at all.
"""

import contextlib
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs
import xxhash

from dateline.clean import nfc
from dateline.dates import parse_published
from dateline.errors import InputError, PackError
from dateline.model import Claim, Report, Span

if TYPE_CHECKING:
    from dateline.pack import Pack
    from dateline.pipeline import Engine

_LINE = frozenset({"text", "published", "note", "claims", "nothing", "exact"})
_LISTS = ("actors", "targets", "supporters", "sources")
_CELLS = frozenset({"event", "trigger", "place", "time", "modality", "quantities", *_LISTS})
# How many failures an error spells out.
_TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text, and what it must give. `line` is its line in the pack's `examples.jsonl`."""

    pack: str
    line: int
    text: str
    claims: tuple[Mapping[str, Any], ...]
    published: str | None = None
    note: str = ""
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An example that did not hold: what was expected, and what came."""

    example: Example
    expected: str
    found: str

    def __str__(self) -> str:
        where = f"packs/{self.example.pack}/examples.jsonl:{self.example.line}"
        return f"{where}: {self.example.text!r} should give {self.expected}; it gives {self.found}"


def require(engine: "Engine", *, plain: "Callable[[], Engine] | None" = None) -> None:
    """Check every pack of an engine, unless it passed before with the same code and data.

    An engine whose places are not the built-in ones alone is checked as the one that `plain` opens.
    A pass is remembered as an empty file in the user's cache folder. Raises PackError when an example fails
    or cannot be read.
    """
    package = _package_hash(files("dateline"))
    for code in engine.languages:
        stamp = _stamp(engine, code, package)
        if _exists(stamp):
            continue
        if plain is not None and engine.gazetteer.added:
            engine = plain()
        failures = check(engine, code)
        if failures:
            raise PackError(_message(code, failures))
        # An empty file is made at once or not at all; without a cache the check is made again next time.
        with contextlib.suppress(OSError):
            stamp.parent.mkdir(parents=True, exist_ok=True)
            stamp.touch()


def check(engine: "Engine", code: str) -> tuple[Failure, ...]:
    """The examples of a pack that do not hold. Raises PackError when one cannot be read."""
    pack = engine.languages[code].tools.pack
    examples = read(pack, events=engine.codebook.events)
    return tuple(failure for example in examples if (failure := try_out(engine, example)) is not None)


def read(pack: "Pack", *, events: Mapping[str, Any] | None = None) -> tuple[Example, ...]:
    """The examples of a pack. Raises PackError for a line that is not one; `events` are the known codes."""
    found: list[Example] = []
    for number, line in enumerate(nfc(pack.examples).split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(_example(json.loads(line), pack.code, number, events))
        except (ValueError, TypeError, InputError) as error:
            raise PackError(f"packs/{pack.code}/examples.jsonl:{number} is no example: {error}") from error
    return tuple(found)


def try_out(engine: "Engine", example: Example) -> Failure | None:
    """None when the example holds."""
    published = parse_published(example.published) if example.published else None
    report = Report(id="example", text=example.text, language=example.pack, published=published)
    came = engine.extract(report).claims
    if example.exact and len(came) != len(example.claims):
        expected = f"{len(example.claims)} claims" if example.claims else "no claim"
        return Failure(example=example, expected=expected, found=_tell_all(came))
    for wanted in _unmet(example, came):
        near = [claim for claim in came if claim.event == wanted["event"]]
        return Failure(example=example, expected=_tell_wanted(wanted), found=_tell_all(near or came))
    return None


def _example(item: Any, code: str, number: int, events: Mapping[str, Any] | None) -> Example:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise ValueError('it needs a "text"')
    claims, nothing = item.get("claims", []), bool(item.get("nothing", False))
    if nothing == bool(claims):
        raise ValueError('it needs "claims", or "nothing": true')
    _known(item, _LINE)
    for wanted in claims:
        _known(wanted, _CELLS)
        if events is not None and wanted.get("event") not in events:
            raise ValueError(f"{wanted.get('event')!r} is no event of the codebook")
        for quote in _quotes(wanted):
            if quote not in item["text"]:
                raise ValueError(f"{quote!r} does not stand in its text")
    if item.get("published") is not None:
        parse_published(item["published"])
    return Example(
        pack=code,
        line=number,
        text=item["text"],
        claims=tuple(claims),
        published=item.get("published"),
        note=item.get("note", ""),
        exact=nothing or bool(item.get("exact", False)),
    )


def _known(item: Mapping[str, Any], keys: frozenset[str]) -> None:
    unknown = sorted(set(item) - keys)
    if unknown:
        raise ValueError(f"unknown {', '.join(map(repr, unknown))}; there are {', '.join(sorted(keys))}")


def _quotes(wanted: Mapping[str, Any]) -> list[str]:
    single = [wanted[cell] for cell in ("trigger", "place") if wanted.get(cell) is not None]
    return single + [quote for cell in _LISTS for quote in wanted.get(cell, ())]


def _unmet(example: Example, came: Sequence[Claim]) -> list[Mapping[str, Any]]:
    """The expected claims that no claim of their own meets (a matching of the two sides)."""
    options = [[i for i, c in enumerate(came) if not differences(example.text, w, c)] for w in example.claims]
    owner: dict[int, int] = {}

    def settle(wanted: int, tried: set[int]) -> bool:
        for i in options[wanted]:
            if i not in tried:
                tried.add(i)
                if i not in owner or settle(owner[i], tried):
                    owner[i] = wanted
                    return True
        return False

    return [example.claims[w] for w in range(len(options)) if not settle(w, set())]


def differences(text: str, wanted: Mapping[str, Any], claim: Claim) -> tuple[str, ...]:
    """The cells in which a claim is not as wanted."""
    same = {
        "event": wanted["event"] == claim.event,
        "trigger": _meets(text, _list(wanted.get("trigger")), [claim.trigger]),
        "place": _meets(text, _list(wanted.get("place")), [claim.place.span] if claim.place else []),
        "time": wanted.get("time") == ([claim.time.start, claim.time.end] if claim.time else None),
        "modality": wanted.get("modality") == claim.modality,
        "quantities": _sorted(wanted.get("quantities", ()))
        == _sorted([q.what, q.min, q.max] for q in claim.quantities),
        **{cell: _meets(text, wanted.get(cell, ()), _spans(claim, cell)) for cell in _LISTS},
    }
    return tuple(cell for cell, holds in same.items() if cell in wanted and not holds)


def _sorted(quantities: Iterable[Sequence[Any]]) -> list[str]:
    """Quantities as words in order: a bound may be an integer, a fraction or None."""
    return sorted(
        f"{what} {' '.join('-' if bound is None else format(bound, 'g') for bound in bounds)}"
        for what, *bounds in quantities
    )


def _list(quote: str | None) -> list[str]:
    return [] if quote is None else [quote]


def _spans(claim: Claim, cell: str) -> list[Span]:
    return [item.span for item in getattr(claim, cell)]


def _meets(text: str, quotes: Sequence[str], spans: Sequence[Span]) -> bool:
    """True when every quotation shares a character with a span, and every span with a quotation."""
    places = [[(m.start(), m.end()) for m in re.finditer(re.escape(quote), text)] for quote in quotes]

    def over(at: Sequence[tuple[int, int]], span: Span) -> bool:
        return any(start < span.end and span.start < end for start, end in at)

    return all(any(over(at, span) for span in spans) for at in places) and all(
        any(over(at, span) for at in places) for span in spans
    )


def _tell_wanted(wanted: Mapping[str, Any]) -> str:
    return json.dumps(dict(wanted), ensure_ascii=False)


def _tell_all(claims: Sequence[Claim]) -> str:
    return "; ".join(json.dumps(_as_wanted(claim), ensure_ascii=False) for claim in claims) or "no claim"


def _as_wanted(claim: Claim) -> dict[str, Any]:
    """A claim in the form of an example."""
    return {
        "event": claim.event,
        "trigger": claim.trigger.quote,
        **{cell: [span.quote for span in _spans(claim, cell)] for cell in _LISTS},
        "place": claim.place.span.quote if claim.place else None,
        "time": [claim.time.start, claim.time.end] if claim.time else None,
        "modality": claim.modality,
        "quantities": [[q.what, q.min, q.max] for q in claim.quantities],
    }


def _message(code: str, failures: Sequence[Failure]) -> str:
    told = "\n".join(f"  {failure}" for failure in failures[:_TOLD])
    more = f"\n  and {len(failures) - _TOLD} more" if len(failures) > _TOLD else ""
    return (
        f"pack {code!r} fails {len(failures)} of its examples and is not loaded; mend the pack or the "
        f"examples (`dateline packs --check` lists all):\n{told}{more}"
    )


def _stamp(engine: "Engine", code: str, package: str) -> Path:
    """The file that stands for a pass: named by all that decides what the examples give."""
    gazetteer = engine.languages[code].tools.places.gazetteer.version
    decides = (engine.versions[f"pack:{code}"], gazetteer, sys.version, package)
    hashed = hashlib.sha256("\0".join(decides).encode()).hexdigest()
    return Path(platformdirs.user_cache_dir("dateline")) / f"examples-{code}-{hashed[:16]}"


def _package_hash(package: Traversable) -> str:
    """Hash of the package's code and data (2 MB, some 3 ms), without the packs: each has a version."""
    state = xxhash.xxh3_128()
    for path, raw in _package_files(package, ""):
        state.update(f"{path}\0{len(raw)}\0".encode() + raw)
    return state.hexdigest()


def _package_files(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        inner = f"{path}/{item.name}"
        if item.is_file():
            yield inner, item.read_bytes()
        elif item.name != "__pycache__" and inner != "/packs":
            yield from _package_files(item, inner)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
