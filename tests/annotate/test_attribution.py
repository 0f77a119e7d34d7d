"""Who is credited for what, in sentences of both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate import sentences
from dateline.annotate.attribution import compile_rules, find_attributions, flag_of
from dateline.annotate.mentions import Attribution, SourceMention
from dateline.errors import PackError
from dateline.pack import Pack, load

RULES = {code: (sentences.compile_rules(load(code)), compile_rules(load(code))) for code in ("en", "vi")}

Credit = list[tuple[str, str]]
AFP = ("AFP", "media")


def read(
    text: str, code: str, *, named: tuple[SourceMention, ...] = (), as_printed: bool = False
) -> tuple[Attribution, ...]:
    splitting, rules = RULES[code]
    return find_attributions(
        text, sentences.split(text, splitting), rules, named=named, as_printed=as_printed
    )


def credited(text: str, code: str, passage: str) -> Credit:
    """Sources and kinds of the innermost attribution over `passage`."""
    at = text.index(passage)
    over = [a for a in read(text, code) if a.content_start <= at and at + len(passage) <= a.content_end]
    if not over:
        return []
    innermost = min(over, key=lambda a: (a.content_end - a.content_start, -len(a.sources)))
    return [(text[s.start : s.end], s.kind) for s in innermost.sources]


ENGLISH: list[tuple[str, str, Credit]] = [
    # before, behind and inside what is said
    ("The army said that the road was open.", "open", [("The army", "military")]),
    ("Two men died in the blast, police said on Monday.", "died", [("police", "police")]),
    ("The bomb, residents said, killed two people.", "killed", [("residents", "witness")]),
    ("The bomb, residents said, killed two people.", "bomb", [("residents", "witness")]),
    ("According to Radio Delta, the road is open.", "open", [("Radio Delta", "media")]),
    ("The road is open, according to activists.", "open", [("activists", "ngo")]),
    # inverted
    ('"We saw smoke," said a doctor in the town.', "smoke", [("a doctor in the town", "medical")]),
    ("The road is open, reports Harbour Post.", "open", [("Harbour Post", "media")]),
    # chains, outermost first
    ("A nurse told AFP that nine had died.", "died", [AFP, ("A nurse", "medical")]),
    ("Two towns fell, AFP said, quoting activists.", "fell", [AFP, ("activists", "ngo")]),
    ("A guard was quoted by SANA as saying it held.", "held", [("SANA", "media"), ("A guard", "unnamed")]),
    ("According to AFP, police said it was open.", "open", [AFP, ("police", "police")]),
    # text that lost its commas
    ("Rockets killed four on Sunday the Observatory said.", "killed", [("the Observatory", "monitor")]),
    # apposition is not part of the name, but tells the kind
    ("Omar Said, a surgeon in Homs, said ten had died.", "died", [("Omar Said", "medical")]),
    # whoever spoke goes on speaking
    ("The mayor left, saying the road was open.", "open", [("The mayor", "official")]),
    ("Two men died, police said, adding that one had fled.", "fled", [("police", "police")]),
]  # fmt: skip

VIETNAMESE: list[tuple[str, str, Credit]] = [
    ("Theo Reuters, hai xe đã cháy.", "cháy", [("Reuters", "media")]),
    ("Hai xe đã cháy, theo cảnh sát.", "cháy", [("cảnh sát", "police")]),
    ("Hai xe đã cháy, người dân cho hay.", "cháy", [("người dân", "witness")]),
    ("Quân đội cho biết, hai xe đã cháy.", "cháy", [("Quân đội", "military")]),
    ("AFP dẫn nguồn tin quân sự cho biết xe cháy.", "xe", [AFP, ("nguồn tin quân sự", "military")]),
    ("Theo AFP, nguồn tin quân đội cho hay, xe cháy.", "xe", [AFP, ("nguồn tin quân đội", "military")]),
    ("Xe cháy, theo nguồn tin quân sự được AFP đăng tải.", "Xe", [AFP, ("nguồn tin quân sự", "military")]),
    ("Một bác sĩ nói với AFP rằng họ đã chết.", "chết", [AFP, ("Một bác sĩ", "medical")]),
    ("Những bức ảnh do hãng Amaq đăng tải cho thấy xe cháy.", "xe cháy", [("hãng Amaq", "party")]),
    ("Đài quan sát Syria (SOHR) cho biết cầu sập.", "sập", [("Đài quan sát Syria (SOHR)", "monitor")]),
    ('" Chúng tôi đã rút lui ", ông al - Jafa nói.', "rút lui", [("ông al - Jafa", "official")]),
]  # fmt: skip

UNCREDITED = [
    ("en", "The mayor was accused of selling arms."),
    ("en", "The group claimed the town."),
    ("en", "The group claimed responsibility for the blast."),
    ("en", "The premier called on the rebels to leave."),
    ("en", "Two rockets are believed to have hit the mill."),
    ("en", "Photo: Reuters."),
    ("en", "Anna Field contributed to this report."),
    ("en", "Troops fled and the town fell."),
    ("vi", "Ảnh: AMN."),
    ("vi", "Các tay súng được cho là đã phá hủy ba xe."),
    ("vi", "Quân đội bị cáo buộc bắn vào chợ."),
    ("vi", "Theo đó, hai bên ngừng bắn."),
    ("vi", "Quân đội theo dõi con đường."),
]


@pytest.mark.parametrize(("text", "passage", "sources"), ENGLISH)
def test_english(text: str, passage: str, sources: Credit) -> None:
    assert credited(text, "en", passage) == sources


@pytest.mark.parametrize(("text", "passage", "sources"), VIETNAMESE)
def test_vietnamese(text: str, passage: str, sources: Credit) -> None:
    assert credited(text, "vi", passage) == sources


@pytest.mark.parametrize(("code", "text"), UNCREDITED)
def test_nobody_is_credited(code: str, text: str) -> None:
    assert read(text, code) == ()


def test_a_quotation_keeps_its_source_over_several_sentences() -> None:
    text = '" Chúng tôi đã rút lui.\nKhông còn ai ở lại ", thị trưởng nói.'
    assert credited(text, "vi", "rút lui") == [("thị trưởng", "official")]


def test_a_quotation_that_follows_at_once_runs_on() -> None:
    text = '"We saw smoke," said Anna Field. "Then the whole street ran."'
    (later,) = (a for a in read(text, "en") if text[a.content_start :].startswith('"Then'))
    assert [text[s.start : s.end] for s in later.sources] == ["Anna Field"]
    assert later.carried == "quote"


def test_plain_narrative_after_a_quotation_is_nobodys() -> None:
    text = '"We saw smoke," said Anna Field. The whole street ran.'
    assert credited(text, "en", "street ran") == []


def test_what_follows_but_is_the_reports_own() -> None:
    text = "The army said the road was open, but no lorry came."
    assert credited(text, "en", "lorry came") == []


def test_a_pronoun_stands_for_the_source_before() -> None:
    text = "Mayor Omar Haddad said the road was open. He added that the bridge was closed."
    assert credited(text, "en", "bridge") == [("Mayor Omar Haddad", "official")]
    assert [a.carried for a in read(text, "en")] == [None, "pronoun"]


def test_as_printed_the_pronoun_is_the_source() -> None:
    text = "Mayor Omar Haddad said the road was open. He added that the bridge was closed."
    last = read(text, "en", as_printed=True)[-1]
    assert [text[s.start : s.end] for s in last.sources] == ["He"]


def test_the_source_has_the_kind_of_its_fuller_mention() -> None:
    text = "Nguồn tin trong quân đội cho hay hai xe đã cháy. Cầu đã sập, nguồn tin cho hay."
    assert credited(text, "vi", "sập") == [("nguồn tin", "military")]


def test_names_known_before_lend_kind_and_entity() -> None:
    text = "Qalat Brigade said the mill was theirs."
    known = SourceMention(start=0, end=13, kind="party", entity="qalat", name="Qalat Brigade")
    (found,) = read(text, "en", named=(known,))
    assert [(s.kind, s.entity) for s in found.sources] == [("party", "qalat")]


def test_a_cue_tells_how_sure_it_sounds() -> None:
    flags = {
        flag_of(read(text, "en")[0], RULES["en"][1])
        for text in ("The rebels claimed that they had won.", "The rebels said that they had won.")
    }
    assert flags == {"hedging", "asserting"}


def test_a_pack_without_its_table_is_refused() -> None:
    with pytest.raises(PackError, match="attribution"):
        compile_rules(Pack(code="xx", version="", tables={}, examples=""))


@pytest.mark.parametrize("code", ["en", "vi"])
def test_every_cue_group_finds_its_own_example(code: str) -> None:
    groups = load(code).table("attribution")["cues"]
    silent = [group["name"] for group in groups if not read(group["example"], code)]
    assert silent == []


PIECES = st.sampled_from(
    ['"', "“", "”", "''", " - ", "(", ")", ", ", ". ", ": ", "\n", " said ", " nói ", "theo ", "police ",
     "7 ", "according to ", "nguồn tin ", "Reuters ", "who ", "and ", "he ", "ông ", "al - Bab ", "được "]
)  # fmt: skip


@pytest.mark.parametrize("code", ["en", "vi"])
@given(pieces=st.lists(PIECES, max_size=40))
def test_any_text_is_read_and_spans_lie_inside_it(code: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    for one in read(text, code):
        assert one.sources
        spans = [
            (one.cue_start, one.cue_end),
            (one.content_start, one.content_end),
            *((s.start, s.end) for s in one.sources),
        ]
        assert all(0 <= start < end <= len(text) for start, end in spans)
