"""What a page says of itself for machines: JSON-LD (schema.org) of its article, and its headings."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

_JSON_LD = re.compile(r"<script\b[^>]*?application/ld\+json[^>]*>(.*?)</script", re.S | re.I)
_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1\s*>", re.S | re.I)
_TAG = re.compile(r"<[^>]*>")
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>)\s*$")
# Types of schema.org that are a news article: NewsArticle, ReportageNewsArticle, BlogPosting ...
_ARTICLE = re.compile(r"(?:Article|Posting)$")
_SEPARATOR = re.compile(r"\s+[|–—\-·•:»]\s+")
_DEEPEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """The article of a page as the page declares it; None or empty where it does not."""

    title: str | None = None
    body: str | None = None
    published: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()


def read_facts(page: str) -> PageFacts:
    """What the first article declared in the page's JSON-LD says; broken JSON-LD is passed over."""
    nodes = [node for block in _JSON_LD.findall(page) for node in _nodes(_parse(block), 0)]
    named = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
    articles = [node for node in nodes if any(_ARTICLE.search(kind) for kind in _strings(node.get("@type")))]
    for node in sorted(articles, key=lambda node: "datePublished" not in node):
        return PageFacts(
            title=_line(node.get("headline")),
            body=_text(node.get("articleBody")),
            published=_line(node.get("datePublished")),
            outlet=next(_names(node.get("publisher"), named), None),
            authors=tuple(dict.fromkeys(_names(node.get("author"), named))),
        )
    return PageFacts()


def read_heading(page: str) -> str | None:
    """The page's heading, when it has exactly one."""
    headings = {line for found in _HEADING.findall(page) if (line := _line(_TAG.sub(" ", found)))}
    return headings.pop() if len(headings) == 1 else None


def choose_title(
    found: str | None, *, declared: str | None, heading: str | None, outlet: str | None
) -> str | None:
    """The title without the outlet's name behind it.

    `found` is the extractor's, often the title of the browser's window; `declared` and `heading` are taken
    where it begins with them, since they hold the headline alone.
    """
    if not found:
        return declared or heading
    for shorter in (declared, heading):
        if shorter and len(shorter) < len(found) and found.startswith(shorter):
            return shorter
    parts = _SEPARATOR.split(found)
    if outlet and len(parts) > 1 and _same(parts[-1], outlet):
        return found[: found.rindex(parts[-1])].rstrip(" |–—-·•:»")
    return found


def _parse(block: str) -> Any:
    try:
        return json.loads(_COMMENT.sub("", block.strip()), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _nodes(item, depth + 1)


def _names(value: Any, named: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Mapping):
            node = item if "name" in item else named.get(str(item.get("@id")), {})
            yield from _names(node.get("name"), {})
        elif name := _line(item):
            yield name


def _strings(value: Any) -> list[str]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]


def _line(value: Any) -> str | None:
    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None


def _text(value: Any) -> str | None:
    """Plain text, a paragraph a line; some pages put markup into it."""
    if not isinstance(value, str):
        return None
    plain = unescape(_TAG.sub(" ", re.sub(r"(?i)<(?:br|/?p|/?div)\b[^>]*>", "\n", value)))
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return "\n".join(line for line in lines if line) or None


def _same(one: str, other: str) -> bool:
    def key(name: str) -> str:
        return re.sub(r"[\W_]|^www\.|\.\w{2,3}$", "", name.casefold())

    return key(one) == key(other) and bool(key(one))
