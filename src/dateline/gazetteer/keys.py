"""Keys of place names: spellings that mean one place should meet in one key.

The exact key forgets case, diacritics, spaces, hyphens and apostrophes. The weak key also forgets the
Arabic article and what romanisations differ in, so that "Dayr Hafir" meets "Deir Hafer", the case endings of
Slavic names in Cyrillic ("в Донецке"), and reads the Vietnamese spelling of foreign sounds. The printed key
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
# Words that are one word in several romanisations. No two patterns can meet, so one pass finds them all.
_VARIANTS = {
    "tal": "te?ll?|tall?", "dir": "de[iy]r|da[iy]r|der", "abu": "albu|abou|abo|bu",
    "kfr": "ka?fa?r|kafer|kufr", "khrbt": "khirbe[th]|khirbat|kherbet", "zor": "zawr|zour|zur|zaur",
    "marat": "ma'?ar+[ae]t?|ma'?ar+ah", "jisr": "jis[ei]?r", "madina": "mad[ei]+n[ae]t?",
}  # fmt: skip
_TOKEN = re.compile(rf"\b(?:{'|'.join(f'(?P<{plain}>{forms})' for plain, forms in _VARIANTS.items())})\b")
# Plain strings first: replacing those is ten times as fast as a regular expression.
_LETTER_SOUNDS = (
    ("dj", "j"), ("dzh", "j"), ("dž", "j"), ("sch", "sh"), ("ch", "sh"), ("š", "sh"), ("gh", "g"),
    ("dh", "d"), ("th", "t"), ("kh", "h"), ("q", "k"), ("c", "k"), ("kh", "k"),
)  # fmt: skip
_VOWELS = (
    (re.compile(r"ou|oo|aw|au|ow|[ow]"), "u"),
    (re.compile(r"ee|ay|ai|ei|ey|ae|ie|iy|[ey]"), "i"),
    (re.compile(r"(.)(?=\1)"), ""),
)
_AFTER_I = re.compile(r"i[iu]+")
_ENDING = re.compile(r"(?<=..)(?:[ai]h?|ah)$")

# The endings that Russian and Ukrainian names take, the nominative's among them ("Донецк", "в Донецке"), then
# the adjective's suffix ("Курской области"), and vowels that come and go.
_CASE = re.compile(
    r"(?<=[а-яіїє]{2})(?:ами|ями|ого|ому|иею|ой|ою|ею|ом|ем|ей|ий|ый|ії|ія|ію|ая|ое|ия|ии"
    r"|ию|ую|у|ю|а|я|е|и|і|ї|ы|о|ь|й)\b"
)
_ADJECTIVE = re.compile(r"(?<=[а-яіїє]{3})сь?к\b")
_APOSTROPHES = re.compile("['’ʼ`]")
_FLEETING = re.compile(r"(?<=[бвгджзйклмнпрстфхцчшщ])[ео](?=[ктцн]\b)")
_SLAVIC = str.maketrans({"ї": "е", "є": "е", "і": "о"})
_CYRILLIC = re.compile("[а-яіїєґ]")
_CYRILLIC_ARTICLE = re.compile(r"\b(?:[аэ](?:ль|р|ш|н|д|с|т|з|дж))-")
# Vietnamese syllables for what its own spelling has no letters for ("Lu-gan-xcơ", "Đô-nhét-xcơ").
_SYLLABLES = re.compile(r"-|xc[ơo]")
_VIETNAMESE = re.compile("[đơưăâêôạ-ỹ]")
_FOREIGN = (("xcơ", "sk"), ("xtơ", "st"), ("x", "s"), ("nh", "n"), ("ph", "f"))


def printed_key(name: str) -> str:
    """`name` without case, spaces and punctuation, with its diacritics."""
    if name.isascii():
        return _SPACES.sub("", name.lower())
    return _SPACES.sub("", unicodedata.normalize("NFC", name).casefold().translate(_KEEP))


def exact_key(name: str) -> str:
    """`name` without case, diacritics, spaces, hyphens and apostrophes; empty when no letter is left."""
    if name.isascii():
        return _SPACES.sub("", name.lower())
    # Translated before and after: some letters have no decomposition, others only show by it, and so do
    # some capitals ("㍱").
    lowered = name.casefold().translate(_LETTERS)
    return _DROP.sub("", unicodedata.normalize("NFKD", lowered).casefold().translate(_LETTERS))


def weak_key(name: str) -> str:
    """The exact key without Arabic articles, romanisation variants collapsed, Cyrillic without endings.

    Empty when so little is left that it would meet everything.
    """
    text = name.casefold()
    if not text.isascii():
        if _CYRILLIC.search(text):
            return _stem(text)
        if _VIETNAMESE.search(text) and _SYLLABLES.search(text):
            for sound, plain in _FOREIGN:
                text = text.replace(sound, plain)
            text = text.replace("-", "")
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_LETTERS)).translate(_LETTERS))
    text = _TOKEN.sub(_plainly, _ARTICLE.sub("", text))
    text = _SPACES.sub("", text)
    if not text.isascii():
        return text if len(text) > 3 else ""
    for sound, plain in _LETTER_SOUNDS:
        text = text.replace(sound, plain)
    for pattern, plain in _VOWELS:
        text = pattern.sub(plain, text)
    text = _ENDING.sub("", _AFTER_I.sub("i", text))
    return text if len(text) > 3 else ""


def _stem(text: str) -> str:
    """A Cyrillic name in lower case without what its case adds, word by word."""
    text = _CYRILLIC_ARTICLE.sub("", unicodedata.normalize("NFC", text).translate(_LETTERS))
    text = _ADJECTIVE.sub("", _CASE.sub("", _APOSTROPHES.sub("", text)))
    text = _SPACES.sub("", _FLEETING.sub("", text.translate(_SLAVIC)))
    return text if len(text) > 2 else ""


def _plainly(found: re.Match[str]) -> str:
    return found.lastgroup or ""


def digest(key: str) -> int:
    """The 64-bit hash that a key is stored under."""
    return xxhash.xxh3_64_intdigest(key.encode("utf-8", "surrogatepass"))
