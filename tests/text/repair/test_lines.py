"""Lines that were cut at a width, and lines that end for a reason; quoted lines of mail."""

import pytest

from meetings.text.repair.lines import find_lines, repair_quoting, repair_wrapping

DAY = "14 نيسان 2025"


def make_line(length: int, last: str = "", first: int = 4) -> str:
    """Words of four letters that fill `length` characters to the last one, the first word of `first` letters."""
    end = f" {last}" if last else ""
    return f"{'ش' * first} {'كلام ' * 40}"[: length - len(end)].rstrip().ljust(length - len(end), "م") + end


def join(*lines: str) -> list[int] | None:
    """The lengths of the lines after the repair; None where nothing was joined."""
    changed = repair_wrapping("\n".join(lines))
    return [len(line) for line in changed.text.split("\n")] if changed else None


def test_a_line_is_joined_where_the_next_word_had_no_room():
    assert join(make_line(40), make_line(40), make_line(20)) == [102]
    assert join(make_line(40), make_line(40), make_line(36), make_line(20)) == [139]
    assert join(make_line(40), make_line(40), make_line(30), make_line(20)) == [112, 20]  # it had room


def test_nearly_full_lines_are_a_fifth_at_most():
    assert join(*[make_line(40)] * 4, make_line(35), make_line(20)) == [199, 20]
    assert join(*[make_line(40)] * 3, make_line(35), make_line(20)) is None


@pytest.mark.parametrize(("width", "is_joined"), [(23, False), (24, True), (130, True), (131, False)])
def test_pages_have_a_width_within_limits(width: int, is_joined: bool):
    joined = join(make_line(width), make_line(width), make_line(width), make_line(10))
    assert joined == ([3 * width + 13] if is_joined else None)


def test_one_pair_of_lines_is_enough_where_the_first_is_long_and_cut():
    assert join(make_line(50, "في"), make_line(20)) == [71]
    assert join(make_line(49, "في"), make_line(20)) is None
    assert join(make_line(60), make_line(20)) is None  # a heading
    assert join("عنوان.", make_line(60), make_line(20)) == [6, 81]
    assert join("عنوان.", make_line(49), make_line(20)) is None
    assert join("عنوان.", make_line(60), make_line(64)) == [6, 125]
    assert join("عنوان.", make_line(60), make_line(65)) is None  # longer than any width of the first


@pytest.mark.parametrize("end", ["في", "،", ",", "؛", "(كلام", "«كلام", 'كلام "كلام'])
def test_a_line_that_ends_so_was_cut(end: str):
    assert join(make_line(60, end), make_line(20)) == [81]


@pytest.mark.parametrize("end", ["كلام", "(كلام)", "«كلام»", '"كلام"', "كلام)", "كلام»"])
def test_a_line_that_ends_as_a_heading_may_be_one(end: str):
    assert join(make_line(60, end), make_line(20)) is None


@pytest.mark.parametrize("end", [".", "!", "؟", "?", "…", '."', ".»", ".)"])
def test_a_line_that_ends_a_sentence_ends_there(end: str):
    ended = make_line(40 - len(end)) + end
    assert join(make_line(40), make_line(40), ended, make_line(40), make_line(40), make_line(10)) == [122, 92]


def test_most_characters_are_in_lines_that_were_cut():
    long, short = make_line(40), make_line(20)
    assert join(*[long] * 3, *[short] * 4, make_line(10)) == [143, 20, 20, 20, 10]
    assert join(*[long] * 3, *[short] * 5, make_line(10)) is None


def test_a_text_of_paragraphs_is_not_joined():
    lines = [make_line(40)] * 3
    assert join(*lines, f"{make_line(129)}.") == [122, 130]
    assert join(*lines, f"{make_line(130)}.") is None
    assert join(*lines, make_line(16), f"{make_line(139)}.") == [139, 140]  # half of the characters
    assert join(*lines, make_line(15), f"{make_line(139)}.") is None


def test_lines_with_an_empty_line_after_each_are_joined():
    double = [part for _ in range(5) for part in (make_line(40), "")]
    assert join(*double[:9]) == [204]
    assert join(*double[:7]) is None


def test_an_empty_line_parts_paragraphs():
    assert join(make_line(40), make_line(40), make_line(40), "", make_line(40), make_line(40), make_line(40)) == [
        122,
        0,
        122,
    ]


def test_an_indented_line_begins_a_paragraph_unless_most_are_indented():
    line = make_line(40)
    assert join(line, line, f"  {line}", line, line, make_line(20)) == [81, 2 + 143]
    assert join(*[f"  {line}"] * 5) == [2 + 204]
    assert join(*[f"  {line}", line] * 3) == [2 + 81] * 3  # half of them are not most


def test_a_line_of_the_date_stays_beside_its_headline():
    headline, body = make_line(40), [make_line(40)] * 4
    dated = f"بغداد في {DAY}"
    assert join(headline, dated, *body) == [40, len(dated), 163]
    assert join(headline, f"{make_line(20)} {DAY}", *body) == [40, 34, 163]
    assert join(headline, f"{make_line(26)} {DAY}", *body) == [245]  # the sentence goes on
    assert join(headline, *body, f"{make_line(25)} {DAY}.") == [245]


def test_a_report_begins_with_its_place_and_agency():
    headline, body = make_line(40), [make_line(40)] * 3
    begins = f"بغداد (واع) - {make_line(26)}"
    assert join(headline, begins, *body) == [40, 163]
    assert join(make_line(40, "في"), begins, *body) == [204]  # a headline does not end so
    assert join(headline, headline, headline, begins, *body)[:3] == [122, 163]
    assert len(join(*[headline] * 4, begins, *body)) == 1  # too late for a headline


def test_a_line_without_letters_is_not_joined():
    line = make_line(40)
    assert join(line, line, "-" * 40, line, line, line) == [81, 40, 122]


def test_lines_of_a_proportional_font_are_joined_where_some_are_cut():
    lengths = (44, 34, 40, 33, 45, 36, 43, 35)
    lines = [make_line(length) for length in lengths]
    assert join(*lines, make_line(20)) is None
    lines[2] = make_line(40, "في")
    assert join(*lines, make_line(20)) == [sum(lengths) + 28]
    assert join(*(f"{line}." for line in lines), make_line(20)) is None


def test_lines_know_their_places():
    text = "  اول\n\nثان كلمة \nثالث"
    one, two, three = find_lines(text)
    assert [text[line.start : line.end] for line in (one, two, three)] == ["اول", "ثان كلمة", "ثالث"]
    assert [line.is_indented for line in (one, two, three)] == [True, False, False]
    assert [line.is_after_blank for line in (one, two, three)] == [True, True, False]
    assert [line.first_word for line in (one, two, three)] == [3, 3, 4]
    assert [len(line) for line in (one, two, three)] == [3, 8, 4]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("> اول\n> ثان", "اول\nثان"),
        ("> اول\n>> ثان\n> ثالث", "اول\n\nثان\n\nثالث"),
        ("> اول\nبين\n>> ثان", "اول\nبين\nثان"),
        ("بين\n> اول", "بين\nاول"),
        ("> اول", "اول"),
    ],
)
def test_quoted_lines_of_mail(raw: str, text: str):
    changed = repair_quoting(raw)
    assert changed is not None
    assert changed.text == text


def test_a_text_without_quoted_lines_stays():
    assert repair_quoting("اول\nثان") is None
    assert repair_quoting("ثلاثة > اثنان") is None
