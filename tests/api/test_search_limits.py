"""How many values of a facet and how many names an answer of the search has at most."""

from meetings.search import rebuild_index
from tests import factories


def test_so_many_values_of_a_facet_and_so_many_who_are_named(get, archive, index):
    for number in range(101):
        side = factories.CountryFactory(code=f"X{number}", name_ar=f"دولة {number}")
        factories.ParticipationFactory(meeting=archive.meeting, country=side)
    for number in range(5):
        body = factories.OrganisationFactory(code=f"C{number}", name_ar=f"لجنة {number}")
        factories.ParticipationFactory(meeting=archive.meeting, country=None, organisation=body)
    rebuild_index()
    answer = get("search/", q="لجنة")
    assert len(answer["facets"]["country"]) == 100
    assert len(answer["named"]["sides"]) == 4
