"""The lines of a page, and what the names and attributes of its elements say."""

import pytest
from lxml import html

from meetings.ingest.page_dates.lines import split_into_lines
from meetings.ingest.page_dates.marks import (
    has_mark,
    is_about_other_thing,
    is_hidden,
    is_label,
    is_labelled_as_other_day,
    is_marked_as_change,
    list_names,
)


def element(markup: str) -> html.HtmlElement:
    return html.fragment_fromstring(markup)


def lines(markup: str) -> list[tuple[str, list[str], str, list[str]]]:
    body = html.document_fromstring(f"<html><body>{markup}</body></html>").find("body")
    return [(one.text, one.pieces, one.owner.tag, [e.tag for e in one.elements]) for one in split_into_lines(body)[0]]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("a<b>b</b>c<br>d", [("abc", ["a", "b", "c"], "body", ["b"]), ("d", ["d"], "body", [])]),
        ("<p>e</p>f", [("e", ["e"], "p", []), ("f", ["f"], "body", [])]),
        ("<p> <b>a</b> <i>b</i></p> ", [("a b", ["a", "b"], "p", ["b", "i"])]),
        ("a<svg><path/>z</svg>c<!-- b -->e", [("ace", ["a", "c", "e"], "body", [])]),
        ("<script>x</script>a", [("a", ["a"], "body", [])]),
        ("<p><select>x<option>y</option><!-- c -->w</select>z</p>", [("z", ["z"], "p", [])]),
        ("<div><p></p><p>a</p></div>", [("a", ["a"], "p", [])]),
    ],
)
def test_lines_end_at_blocks_and_line_breaks(markup, expected):
    assert lines(markup) == expected


def test_elements_know_the_line_that_they_begin_in():
    body = html.document_fromstring("<html><body>a<b>b</b><br>d<p>e</p><hr><i>f</i></body></html>").find("body")
    places = {one.tag: number for one, number in split_into_lines(body)[1].items()}
    assert places == {"body": 0, "b": 0, "br": 1, "p": 2, "hr": 3, "i": 3}


def test_a_name_has_tokens():
    assert list_names(element("<p class='relatedPosts elementor-x' id='post_date'></p>")) == {
        "relatedposts", "related-posts", "related", "posts", "post_date", "post-date", "post", "date",
    }  # fmt: skip
    assert list_names(element("<p></p>")) == frozenset()
    assert has_mark(element("<p id='post_date'></p>"), "date_class")
    assert not has_mark(element("<p class='word'></p>"), "date_class")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p hidden>a</p>", True),
        ("<p style='visibility: hidden'>a</p>", True),
        ("<p hidden><b itemprop='x'>a</b></p>", False),
        ("<p hidden><b property='x'>a</b></p>", False),
        ("<p style='color: red'>a</p>", False),
    ],
)
def test_what_a_browser_does_not_show(markup, expected):
    assert is_hidden(element(markup)) is expected


def test_names_that_say_what_an_element_is():
    assert is_marked_as_change(element("<p class='updated'>a</p>"))
    assert not is_marked_as_change(element("<p class='updated published'>a</p>"))
    assert not is_marked_as_change(element("<p>a</p>"))
    assert is_label(element("<label>a</label>"))
    assert is_label(element("<p class='lbl'>a</p>"))
    assert not is_label(element("<p>a</p>"))
    assert is_about_other_thing(element("<p itemtype='https://schema.org/Event'>a</p>"))
    assert is_about_other_thing(element("<p typeof='schema:Person'>a</p>"))
    assert not is_about_other_thing(element("<p itemtype='https://schema.org/Article'>a</p>"))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>عضو منذ <b>d</b></p>", True),
        ("<p>عضو ا ب ت <b>d</b></p>", True),
        ("<p>عضو ا ب ت ث <b>d</b></p>", False),  # prose
        ("<p><i>x</i> عضو منذ <b>d</b></p>", True),
        ("<p>نشر <b>d</b></p>", False),
        ("<p>عضو <i>x</i><b>d</b></p>", False),
        ("<b>d</b>", False),
    ],
)
def test_a_label_right_before_an_element(markup, expected):
    found = element(markup)
    assert is_labelled_as_other_day(found if found.tag == "b" else found.find("b")) is expected
