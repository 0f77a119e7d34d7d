"""From bytes to text: UTF-8 first, then what the bytes declare, then a guess; never a guess at no text."""

import codecs
import re

from dateline.errors import UnreadableInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a rich text document"),
    (b"SQLite format", "a database"),
    (b"PAR1", "a Parquet file"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_USUAL = ("cp1252", "cp1251", "cp1256", "cp1258", "cp1250", "cp1254", "cp1253", "cp1255")
_SAMPLE = 65_536
_STRAY = 0.01


def decode(raw: bytes, *, declared: str | None = None) -> str:
    """The text that `raw` holds, without a byte order mark.

    `declared` is the encoding that the bytes claim, used only where they are no UTF-8.
    Raises UnreadableInput ("not text: ...") when they are no text in any encoding.
    """
    return decode_named(raw, declared=declared)[0]


def decode_named(raw: bytes, *, declared: str | None = None) -> tuple[str, str]:
    """The text that `raw` holds, and the encoding that it was read in (Python's name); else as `decode`."""
    what = next((what for magic, what in _MAGIC if raw.startswith(magic)), None)
    if what:
        raise UnreadableInput(f"not text: {what}")
    found = _decode_marked(raw) or _decode_utf8(raw)
    if found is None and b"\0" in raw:
        found = _decode_wide(raw)
    if found is None:
        found = _decode_declared(raw, declared) or _decode_guessed(raw)
    reason = why_not_text(found[0])
    if reason:
        raise UnreadableInput(f"not text: {reason}")
    return found


def why_not_text(text: str) -> str | None:
    """Why a string cannot be the text of a report, or None when it can."""
    nul = text.find("\0")
    if nul >= 0:
        return f"a NUL character at character {nul + 1}"
    controls = _CONTROL.findall(text)
    if len(controls) > _STRAY * len(text):
        return f"{len(controls)} control characters among {len(text)}"
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return f"half a surrogate pair (U+{ord(text[error.start]):04X}) at character {error.start + 1}"
    return None


def _decode_marked(raw: bytes) -> tuple[str, str] | None:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace"), encoding
    return None


def _decode_utf8(raw: bytes) -> tuple[str, str] | None:
    try:
        return raw.decode(), "utf-8"
    except UnicodeDecodeError:
        pass
    # A file cut within a letter, or one bad byte in a long text, is still UTF-8.
    text = raw.decode(errors="replace")
    broken = text.count("�") - raw.count("�".encode())
    letters = len(_MULTIBYTE.findall(raw))
    return (text, "utf-8") if letters > 3 and broken <= max(1, _STRAY * letters) else None


def _decode_wide(raw: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: every second byte of Latin text is NUL."""
    sample = raw[: _SAMPLE // 2 * 2]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[offset::2]
        if half and half.count(0) > 0.3 * len(half) and sample[1 - offset :: 2].count(0) == 0:
            return raw.decode(encoding, errors="replace"), encoding
    raise UnreadableInput(f"not text: a NUL byte at byte {raw.index(0) + 1}")


def _decode_declared(raw: bytes, declared: str | None) -> tuple[str, str] | None:
    try:
        return (raw.decode(declared), declared) if declared else None
    except (LookupError, UnicodeDecodeError):
        return None


def encoding_of(head: bytes) -> str:
    """The encoding of a long input, told from its beginning. Raises UnreadableInput when that is no text."""
    marked = next((encoding for mark, encoding in _BOMS if head.startswith(mark)), None)
    if marked:
        return marked
    if _decode_utf8(head) is not None or _is_utf8_cut(head):
        return "utf-8"
    return guess_encoding(head)


def guess_encoding(raw: bytes) -> str:
    """The likeliest encoding of bytes that are no UTF-8. Raises UnreadableInput when there is none."""
    # Imported here: it is needed by few inputs.
    from charset_normalizer import from_bytes

    guesses = from_bytes(raw[:_SAMPLE])
    best = guesses.best()
    if best is None:
        raise UnreadableInput("not text: its bytes fit no known encoding")
    # Western pages fit several encodings alike; the one that is in use is meant.
    alike = [guess.encoding for guess in guesses if guess.chaos <= best.chaos]
    return next((usual for usual in _USUAL if usual in alike), best.encoding)


def _decode_guessed(raw: bytes) -> tuple[str, str]:
    encoding = guess_encoding(raw)
    return raw.decode(encoding, errors="replace"), encoding


def _is_utf8_cut(head: bytes) -> bool:
    """True for UTF-8 that ends within a letter."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True
