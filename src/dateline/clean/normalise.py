"""The one form that a text is held in."""

import unicodedata


def nfc(text: str) -> str:
    """`text` in Unicode's composed form (NFC), the only change that dateline ever makes to a text."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
