"""The shapes of the pictures: true to their numbers, in the reading direction of the page."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from meetings.queries.sides import Pair
from meetings.views import charts, maps
from meetings.views.network import SIZE, draw_network

COUNTS = [(year, number) for year, number in zip(range(2015, 2027), [1, 0, 2, 3, 8, 16, 4, 0, 1, 2, 9, 5], strict=True)]


def test_bars_are_as_tall_as_their_numbers():
    bars = {bar.label: bar for bar in charts.draw_year_bars(COUNTS, height=96).bars}
    assert bars[2020].height == 96
    assert bars[2019].height == 48
    assert bars[2016].height == 0
    assert all(round(bar.y + bar.height, 1) == 96 for bar in bars.values())


def test_one_meeting_does_not_look_like_many():
    assert charts.draw_year_bars([(2020, 1)], height=100).bars[0].height == 20


def test_a_few_years_use_only_the_start_of_the_line():
    with override("en"):
        bars = charts.draw_year_bars(COUNTS[:2]).bars
        assert [(bar.x, bar.width) for bar in bars] == [(1.875, 8.75), (14.375, 8.75)]
        assert [bar.width for bar in charts.draw_year_bars(COUNTS[:10]).bars] == [7] * 10


def test_a_year_with_a_meeting_is_never_taken_for_an_empty_one():
    assert charts.draw_year_bars([(2020, 1000), (2021, 1)], height=100).bars[1].height == 3


def test_no_year_no_picture():
    assert charts.draw_year_bars([]) is None
    assert charts.make_calendar_rows({}) == []


@pytest.mark.parametrize(("language", "growing"), [("en", True), ("ar", False)])
def test_time_runs_as_the_page_is_read(language, growing):
    with override(language):
        places = [bar.x for bar in charts.draw_year_bars(COUNTS).bars]
    assert places == sorted(places, reverse=not growing)
    assert all(0 <= place <= 100 for place in places)


def test_labels_have_room_and_the_last_year_has_one():
    bars = charts.draw_year_bars([(year, 1) for year in range(1990, 2027)]).bars
    assert [bar.label for bar in bars if bar.labelled] == list(range(1990, 2027, 3))
    assert [bar.label for bar in bars if not bar.wide_only] == list(range(1990, 2027, 6))


YEARS = list(range(2016, 2026))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (datetime.date(2016, 1, 1), datetime.date(2021, 1, 1), (0, 50)),
        (datetime.date(2021, 1, 1), None, (50, 50)),
        (None, datetime.date(2021, 1, 1), (0, 50)),
        (datetime.date(1999, 1, 1), datetime.date(2030, 1, 1), (0, 100)),
        (datetime.date(2000, 1, 1), datetime.date(2010, 1, 1), None),
        (None, datetime.date(2016, 1, 1), None),
        (None, datetime.date(2016, 1, 2), (0, 0.5)),
        (datetime.date(2026, 1, 1), None, None),
        (datetime.date(2025, 12, 31), None, (99.945, 0.5)),
        (None, None, None),
    ],
)
def test_an_office_lies_on_the_axis_of_the_bars(start, end, expected):
    with override("en"):
        assert charts.place_term(start, end, YEARS) == expected


def test_an_office_is_mirrored_with_the_page():
    with override("ar"):
        assert charts.place_term(datetime.date(2016, 1, 1), datetime.date(2018, 1, 1), YEARS) == (80, 20)
    assert charts.place_term(datetime.date(2016, 1, 1), None, []) is None


def test_the_calendar_has_every_month_from_first_to_last_year():
    rows = charts.make_calendar_rows({(2020, 2): 1, (2022, 12): 10})
    assert [year for year, _ in rows] == [2022, 2021, 2020]
    february = rows[2][1][1]
    assert (february.number, february.level, february.last) == (1, 1, datetime.date(2020, 2, 29))
    assert rows[0][1][11].level == 5
    assert rows[1][1][5].level == 0


class Named(str):
    """A side that is only its code."""

    __slots__ = ()

    @property
    def code(self) -> str:
        return str(self)


def country(code: str) -> SimpleNamespace:
    return SimpleNamespace(code=code, name=code)


def test_a_region_has_its_own_mark_and_leaves_its_state_alone():
    world = maps.draw_world_map(
        [(country("IQ-KRI"), 5, "/kri/"), (country("IQ"), 3, "/iq/"), (country("IT"), 1, "/it/")]
    )
    assert {shape.code: (shape.meetings, shape.address) for shape in world.shapes} == {
        "IQ": (3, "/iq/"),
        "IT": (1, "/it/"),
    }
    assert [(mark.code, mark.meetings, mark.address) for mark in world.marks] == [("IQ-KRI", 5, "/kri/")]
    assert [(row.code, row.meetings) for row in world.rows] == [("IQ-KRI", 5), ("IQ", 3), ("IT", 1)]
    assert maps.draw_world_map([]) is None


@pytest.mark.parametrize(
    ("home", "outlined", "marked"), [("IT", "IT", None), ("IQ-KRI", "", maps.REGION_MARKS["IQ-KRI"]), (None, "", None)]
)
def test_a_map_outlines_the_land_whose_meetings_it_shows_and_marks_a_region(home, outlined, marked):
    world = maps.draw_world_map([(country("IQ"), 3, "/iq/")], country(home) if home else None)
    assert (world.home, world.home_mark) == (outlined, marked)


@pytest.mark.parametrize("largest", [1, 2, 7, 51, 4000])
def test_the_legend_says_what_the_shades_mean(largest):
    ranges = maps.list_ranges(largest)
    assert ranges[0][1] == 1
    assert ranges[-1][2] == largest
    for shade, low, high in ranges:
        assert {maps.get_level(number, largest) for number in range(low, high + 1)} == {shade}


def test_the_network_shows_the_largest_and_all_lines_between_them():
    a, b, c, d = map(Named, "ABCD")
    picture = draw_network([Pair(a, b, 9), Pair(a, c, 3), Pair(b, c, 2), Pair(a, d, 1)], limit=3)
    assert {node.side for node in picture.nodes} == {a, b, c}
    assert [(line.first, line.second, line.meetings) for line in picture.lines] == [(b, c, 2), (a, c, 3), (a, b, 9)]
    assert all(0 < node.x < SIZE and 0 < node.y < SIZE for node in picture.nodes)
    assert [line.width for line in picture.lines] == [3.9, 5.3, 14]
    assert draw_network([]) is None


def test_the_codes_of_the_network_stand_outside_its_circle():
    top, right, bottom, left = draw_network([Pair(*map(Named, pair), 1) for pair in ("AB", "BC", "CD", "DA")]).nodes
    assert [node.anchor for node in (top, right, bottom, left)] == ["middle", "start", "middle", "end"]
    assert left.label_x < left.x < right.x < right.label_x
    assert top.label_y < top.y < bottom.y < bottom.label_y
