"""Text out of a fragment of HTML, such as the content of a feed's entry: all of it, a paragraph a line."""

import re
from typing import Any

_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
}  # fmt: skip
_HIDDEN = {"script", "style", "template", "noscript", "iframe", "svg"}
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")


def fragment_text(markup: str) -> str:
    """The visible text, its spaces joined; plain text comes back as it is, but for its spaces."""
    if not _MARKUP.search(markup):
        return _lines(markup)
    from lxml import etree, html

    try:
        root: Any = html.fragment_fromstring(markup, create_parent="div")  # type: ignore[no-untyped-call]
    except (etree.ParserError, ValueError):
        return ""
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        hidden = not tag or any(parent.tag in _HIDDEN for parent in (element, *element.iterancestors()))
        if tag in _BLOCKS:
            pieces.append("\n")
        if event == "start" and not hidden:
            pieces.append(" ".join((element.text or "").split("\n")))
        elif event != "start" and element is not root and not _is_hidden(element.getparent()):
            pieces.append(" ".join((element.tail or "").split("\n")))
    return _lines("".join(pieces))


def _is_hidden(element: object) -> bool:
    chain = [element, *element.iterancestors()]  # type: ignore[attr-defined]
    return any(parent.tag in _HIDDEN for parent in chain)


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
