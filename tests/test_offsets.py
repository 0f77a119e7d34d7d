"""Where a report's text stands in its page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.offsets import find_in_page, link_to, map_text, parse_markup

PAGE = (
    "<html><head><title>Army enters</title><script>var a = '<p>Army';</script></head><body>\n"
    '<nav title="a > b">Home</nav><!-- The army -->\n'
    "<p>The   <b>army</b> took Caf&eacute;&nbsp;Row &amp; two\n villages.</p>\n"
    "<ul><li>Ha\u0300 No\u0323\u0302i said so.</ul></body></html>"
)
TEXT = "The army took Café Row & two villages.\n- Hà Nội said so."
RANGES = tuple(map_text(TEXT, parse_markup(PAGE)))


def in_page(quote: str) -> str | None:
    start = TEXT.index(quote)
    found = find_in_page(TEXT, start, start + len(quote), page=PAGE, ranges=RANGES)
    return found and PAGE[found[0] : found[1]]


def test_each_paragraph_has_its_range() -> None:
    assert [PAGE[part.page_start : part.page_end] for part in RANGES] == [
        "The   <b>army</b> took Caf&eacute;&nbsp;Row &amp; two\n villages.",
        "Ha\u0300 No\u0323\u0302i said so.",
    ]
    assert [TEXT[part.start : part.end] for part in RANGES] == TEXT.split("\n")


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("army", "army"),
        ("Café", "Caf&eacute;"),
        ("& two villages", "&amp; two\n villages"),
        ("army took", "army</b> took"),
        ("Nội", "No\u0323\u0302i"),
        ("villages.\n- Hà", "villages.</p>\n<ul><li>Ha\u0300"),
    ],
)
def test_a_passage_is_found_again(quote: str, source: str) -> None:
    assert in_page(quote) == source


def test_a_text_from_elsewhere_has_no_range() -> None:
    assert not list(map_text("Nothing of this stands there.", parse_markup(PAGE)))
    assert find_in_page(TEXT, 0, 3, page=PAGE, ranges=()) is None


def test_a_paragraph_that_was_changed_in_its_middle_is_found_by_its_ends() -> None:
    begin, end = "One two three four five six. " * 2, "Seven eight nine ten eleven. " * 2
    page, text = f"<p>{begin}<a>Read also: this</a>{end}</p>", begin + end
    (found,) = map_text(text.strip(), parse_markup(page))
    assert page[found.page_start : found.page_end] == page[3:-5]


@given(st.lists(st.text("ab<>&;é \"'", min_size=1, max_size=12), min_size=1, max_size=6))
def test_whatever_is_written_into_a_page_is_found_in_it(words: list[str]) -> None:
    from html import escape

    text = " ".join(words)
    page = "<div>" + " ".join(f"<i class='x'>{escape(word)}</i>" for word in words) + "</div>"
    for part in map_text(text, parse_markup(page)):
        assert page[part.page_start : part.page_end].startswith(escape(text[part.start])[:1])
        assert text[part.start : part.end] == text.strip()


@given(st.text("<>!-/\"'a&; p", max_size=60))
def test_broken_markup_breaks_nothing(page: str) -> None:
    markup = parse_markup(page)
    for at in range(len(markup.letters)):
        start, end = markup.place(at, at + 1)
        assert 0 <= start < end <= len(page)


def test_the_address_of_a_passage() -> None:
    assert link_to("https://a.example/b#top", "The army, it-self") == (
        "https://a.example/b#top:~:text=The%20army%2C%20it%2Dself"
    )
    long = "one two three four five six seven eight nine ten eleven twelve"
    assert link_to("https://a.example/", long).endswith(
        "#:~:text=one%20two%20three%20four%20five,eight%20nine%20ten%20eleven%20twelve"
    )
