"""The score of two outlines of officials, and which pairs are compared at all. No database."""

from datetime import date

import pytest

from meetings.matching import similar_officials
from meetings.matching.name_similarity import read_name
from meetings.matching.rules import SeenOffice, Tenure
from meetings.matching.similar_officials import ComparedOfficial, compare, find_candidates
from meetings.models.terms import Term

DEFENCE = ("وزير الدفاع", "IQ", 2019, 2021)


def outline(pk: int, *names: str, sides: str = "", meetings=(), tenures=(), seen=()) -> ComparedOfficial:
    read = [name for written in names if (name := read_name(written))]
    return ComparedOfficial(
        pk,
        read,
        [tenure(*one) for one in tenures],
        set(sides.split()),
        set(meetings),
        {(one.title, one.side): one for one in seen},
    )


def tenure(title: str, side: str, start: int, end: int) -> Tenure:
    return Tenure.of_title(title, side, Term.of(date(start, 1, 1), "day", date(end, 12, 31), "day"))


def reasons(one: ComparedOfficial, other: ComparedOfficial) -> tuple[int, list[str]] | None:
    """The score, and the reasons with their words."""
    pair, again = compare(one, other), compare(other, one)
    assert (pair and pair.score) == (again and again.score)
    if pair is None:
        return None
    assert (pair.first, pair.second) == (1, 2)
    return pair.score, [" ".join([reason["code"], *reason["words"]]) for reason in pair.reasons]


NAMES = "same-name فؤاد حسين فؤاد حسين"


@pytest.mark.parametrize(
    ("one", "other", "score", "expected"),
    [
        ({}, {}, 62, []),
        ({"sides": "IQ"}, {}, 62, []),
        ({"sides": "IQ TR"}, {"sides": "IQ"}, 77, ["same-side IQ"]),
        ({"sides": "IQ"}, {"sides": "TR"}, 37, ["other-sides IQ TR"]),
        ({"meetings": [1, 2]}, {"meetings": [2, 3]}, 22, ["one-meeting 1"]),
        ({"meetings": [1, 2]}, {"meetings": [3]}, 62, []),
        ({"tenures": [DEFENCE]}, {"tenures": [("وزير الدفاع العراقي", "IQ", 2020, 2023)]}, 82, ["same-office"]),
        ({"tenures": [DEFENCE]}, {"tenures": [("وزير الدفاع", "IQ", 2022, 2023)]}, 70, ["same-office-later"]),
        ({"tenures": [DEFENCE]}, {"tenures": [("وزير الدفاع", "TR", 2020, 2023)]}, 32, ["other-offices"]),
        ({"tenures": [DEFENCE]}, {"tenures": [("وزير الدفاع", "TR", 2022, 2023)]}, 62, []),
        ({"tenures": [DEFENCE]}, {"tenures": [("وزير الداخلية", "IQ", 2020, 2023)]}, 62, []),
    ],
)
def test_what_counts_for_one_person_and_against(one, other, score, expected):
    found = reasons(outline(1, "فؤاد حسين", **one), outline(2, "فؤاد حسين", **other))
    assert found is not None
    assert found[0] == score
    assert found[1][0] == NAMES
    assert [words.split()[0] for words in found[1][1:]] == [words.split()[0] for words in expected]


def seen(title: str, side: str, day: str) -> SeenOffice:
    (office,) = SeenOffice.of_title(title, side, date.fromisoformat(day))
    return office


MINISTER = seen("وزير الخارجية العراقي", "IQ", "2021-03-01")


@pytest.mark.parametrize(
    ("its", "score", "expected"),
    [
        (seen("وزير خارجية العراق", "IQ", "2023-06-01"), 97, ["same-side", "same-office-seen"]),
        (seen("وزير خارجية العراق", "IQ", "2027-06-01"), 85, ["same-side", "same-office-later"]),
        (seen("وزير الدفاع", "IQ", "2021-06-01"), 77, ["same-side"]),
        (seen("وزير الخارجية العراقي", "JO", "2021-06-01"), 57, ["other-sides", "same-title"]),
        (seen("وزير الدفاع", "JO", "2021-06-01"), 37, ["other-sides"]),
        (seen("وزير الدفاع", "JO", "2027-06-01"), 50, ["other-sides-later"]),
    ],
)
def test_offices_in_which_reports_name_them_count(its, score, expected):
    one = outline(1, "فؤاد حسين", sides="IQ", seen=[MINISTER])
    found = reasons(one, outline(2, "فؤاد حسين", sides=its.side, seen=[its]))
    assert found is not None
    assert (found[0], [words.split()[0] for words in found[1][1:]]) == (score, expected)


def test_a_name_within_another_needs_one_office_at_one_time():
    one, name = outline(1, "محمد جواد ظريف", sides="IR", seen=[seen("وزير الخارجية", "IR", "2019-01-13")]), "جواد ظريف"
    assert reasons(one, outline(2, name, sides="IR", seen=[seen("وزير الخارجية", "IR", "2021-04-26")])) is not None
    assert reasons(one, outline(2, name, sides="IR", seen=[seen("وزير الخارجية", "IR", "2026-04-26")])) is None
    assert reasons(one, outline(2, name, sides="IR", seen=[seen("وزير الدفاع", "IR", "2021-04-26")])) is None


def test_a_dated_term_and_a_report_within_it_are_one_time():
    full = outline(1, "فؤاد حسين", sides="IQ", tenures=[DEFENCE])
    assert reasons(full, outline(2, "حسين", sides="IQ", seen=[seen("وزير الدفاع", "IQ", "2020-05-01")])) is not None
    assert reasons(full, outline(2, "حسين", sides="IQ", seen=[seen("وزير الدفاع", "IQ", "2022-05-01")])) is None


def test_a_family_name_needs_one_office_at_one_time():
    full = outline(1, "فؤاد حسين", tenures=[DEFENCE])
    assert reasons(full, outline(2, "حسين", tenures=[("وزير الدفاع", "IQ", 2020, 2023)])) is not None
    assert reasons(full, outline(2, "حسين", tenures=[("وزير الدفاع", "IQ", 2022, 2023)])) is None
    assert reasons(full, outline(2, "حسين")) is None


def test_names_of_two_people_are_no_pair():
    assert reasons(outline(1, "فؤاد حسين", sides="IQ"), outline(2, "علي حسن", sides="IQ")) is None


class TestCandidates:
    def test_first_and_last_names_that_sound_alike_in_any_script(self):
        people = [outline(1, "فؤاد حسين"), outline(2, "Fuad Hussein"), outline(3, "علي حسن")]
        assert find_candidates(people) == {(1, 2)}

    def test_one_of_both_is_enough_for_one_side(self):
        people = [outline(1, "فؤاد حسين", sides="IQ"), outline(2, "علي حسين", sides="IQ TR")]
        people += [
            outline(3, "باسم حسين", sides="FR"),
            outline(4, "فؤاد صالح", sides="IQ"),
            outline(5, "فؤاد", sides="FR"),
        ]
        assert find_candidates(people) == {(1, 2), (1, 4)}

    def test_those_who_are_wanted(self):
        people = [outline(pk, "فؤاد حسين") for pk in (1, 2, 3)]
        assert find_candidates(people) == {(1, 2), (1, 3), (2, 3)}
        assert find_candidates(people, {3}) == {(1, 3), (2, 3)}
        assert find_candidates(people, {9}) == set()

    def test_a_name_that_too_many_share_says_nothing(self, monkeypatch):
        monkeypatch.setattr(similar_officials, "MAX_BLOCK_OFFICIALS", 3)
        people = [outline(pk, "فؤاد حسين") for pk in (1, 2, 3)]
        assert len(find_candidates(people)) == 3
        assert find_candidates([*people, outline(4, "فؤاد حسين")]) == set()
