"""Keys of place names: spellings that mean one place should meet in one key.

The exact key forgets case, diacritics, spaces, hyphens and apostrophes. The weak key also forgets the
Arabic article and what romanisations differ in, so that "Dayr Hafir" meets "Deir Hafer". The printed key
keeps diacritics: Vietnamese words would otherwise meet every village that is spelt like them.
"""

import re
import unicodedata

import xxhash

_LETTERS = str.maketrans(
    {
        "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
        "ħ": "h", "ə": "a", "ё": "е", "ґ": "г",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك",
        "ـ": None, "ء": None,
    }
)  # fmt: skip
# Letters that are one letter spelt in two ways, even where diacritics count.
_KEEP = {code: plain for code, plain in _LETTERS.items() if chr(code) in "ёґأإآٱىیئؤةکـء"}
_DROP = re.compile(r"[\W_\u0300-\u036f\u064b-\u065f\u0670]+")
_SPACES = re.compile(r"[\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670'’‘ʿʾʼ`´]+")

_ARTICLES = "a[ln]|el|ad|ar|as|ash|at|ath|az|ed|er|es|esh|et|ez|us|ul|en|edh|adh|al?d|aš"
_ARTICLE = re.compile(rf"\b(?:{_ARTICLES})(?:\s*-\s*|\s+)(?=\w)|\bال(?=\w\w)")
_TOKENS = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), plain)
    for pattern, plain in (
        ("te?ll?|tall?|tel", "tal"), ("de[iy]r|da[iy]r|der", "dir"), ("albu|abou|abo|bu", "abu"),
        ("ka?fa?r|kafer|kufr", "kfr"), ("khirbe[th]|khirbat|kherbet", "khrbt"), ("zawr|zour|zur|zaur", "zor"),
        ("ma'?ar+[ae]t?|ma'?ar+ah", "marat"), ("jis[ei]?r", "jisr"), ("mad[ei]+n[ae]t?", "madina"),
    )
)  # fmt: skip
_SOUNDS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"dj|dzh|dž", "j"), (r"ch|sch|š", "sh"), (r"gh", "g"), (r"dh", "d"), (r"th", "t"), (r"kh", "h"),
        (r"[qck]h?", "k"), (r"ou|oo|aw|au|ow|[ow]", "u"), (r"ee|ay|ai|ei|ey|ae|ie|iy|[ey]", "i"),
        (r"(.)\1+", r"\1"), (r"i[iu]+", "i"), (r"(?<=..)(?:[ai]h?|ah)$", ""),
    )
)  # fmt: skip


def printed_key(name: str) -> str:
    """`name` without case, spaces and punctuation, with its diacritics."""
    if name.isascii():
        return _SPACES.sub("", name.lower())
    return _SPACES.sub("", unicodedata.normalize("NFC", name).casefold().translate(_KEEP))


def exact_key(name: str) -> str:
    """`name` without case, diacritics, spaces, hyphens and apostrophes; empty when no letter is left."""
    if name.isascii():
        return _SPACES.sub("", name.lower())
    # Translated before and after: some letters have no decomposition, others only show by it.
    lowered = name.casefold().translate(_LETTERS)
    return _DROP.sub("", unicodedata.normalize("NFKD", lowered).translate(_LETTERS))


def weak_key(name: str) -> str:
    """The exact key without Arabic articles and with romanisation variants collapsed.

    Empty when so little is left that it would meet everything.
    """
    text = name.casefold()
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_LETTERS)).translate(_LETTERS))
    text = _ARTICLE.sub("", text)
    for pattern, plain in _TOKENS:
        text = pattern.sub(plain, text)
    text = _SPACES.sub("", text)
    if not text.isascii():
        return text if len(text) > 3 else ""
    for pattern, plain in _SOUNDS:
        text = pattern.sub(plain, text)
    return text if len(text) > 3 else ""


def digest(key: str) -> int:
    """The 64-bit hash that a key is stored under."""
    return xxhash.xxh3_64_intdigest(key.encode("utf-8", "surrogatepass"))
