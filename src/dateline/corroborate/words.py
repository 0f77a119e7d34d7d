"""The words of a name in one form."""

import re
import unicodedata

_BRACKETED = re.compile(r"\s*\([^()]*\)\s*$")
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """The words of `text` in one form: NFKC, lower case, without what stands in brackets at its end."""
    bare = _BRACKETED.sub("", unicodedata.normalize("NFKC", text)) or text
    return " ".join(_WORD.findall(bare.casefold()))
