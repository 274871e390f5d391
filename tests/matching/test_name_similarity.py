"""Relations of two names: what makes them one person's, and what keeps them apart. No database."""

import pytest

from meetings.matching.name_similarity import best_relation, is_same_person_in_office, read_name, relation

BOTH, NEITHER = (True, True), (False, False)


def compared(name: str):
    read = read_name(name)
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("one", "other", "how", "in_office"),
    [
        ("محمد السوداني", "محمد السوداني", "same-name", BOTH),
        ("كوردستان بارزاني", "كردستان البارزاني", "spelling", BOTH),
        ("غويدو كروسيتو", "غيدو كروسيتو", "spelling", BOTH),
        ("Mahmoud Abbas", "Mahmud Abbas", "spelling", BOTH),
        ("Mahmoud Abbas", "Muhammad Abbas", "", NEITHER),
        ("Jens Stoltenberg", "Jan Stoltenberg", "", NEITHER),
        # A family name alone: enough for the holder of an office, from the side of the report.
        ("السوداني", "السوداني", "last-name", BOTH),
        ("البارزاني", "بارزاني", "last-name", BOTH),
        ("السوداني", "محمد السوداني", "last-name", (True, False)),
        ("الزيدي", "محمد السوداني", "", NEITHER),
        # Two scripts.
        ("Emmanuel Macron", "امانويل ماكرون", "scripts", BOTH),
        ("Fuad Hussein", "فؤاد حسين", "scripts", BOTH),
        ("Fuad Hussein", "فؤاد حسن", "", NEITHER),
        ("Muhammad Abbas", "محمود عباس", "", NEITHER),
        ("Hussein", "حسين", "last-name", BOTH),
        ("Hussein", "فؤاد حسين", "last-name", (True, False)),
        ("Macron", "حسين", "", NEITHER),
        ("Mohammed Al Sudani", "محمد شياع صباح السوداني", "shorter", BOTH),
        ("Mohammed Shia Sabah Sudani", "محمد شياع السوداني", "", NEITHER),
        # Words left out, in the middle or at the end.
        ("محمد السوداني", "محمد شياع السوداني", "shorter", BOTH),
        ("محمد صباح السوداني", "محمد شياع صباح السوداني", "shorter", BOTH),
        ("علي محمد", "علي محمد حسين", "shorter", BOTH),
        ("محمد السامرائي", "محمد شياع السوداني", "", NEITHER),
        ("علي السوداني", "محمد شياع السوداني", "", NEITHER),
        ("محمد علي السوداني", "محمد شياع صباح السوداني", "other-fathers", NEITHER),
        ("محمد علي حسن حسين السوداني", "محمد شياع صباح السوداني", "other-fathers", NEITHER),
        ("محمد علي عبد الله الحكيم", "محمد باقر عبد الله الحكيم", "other-fathers", NEITHER),
        # One slip, never in a first name, a given name or a short word.
        ("كاظم غريب", "كاظم غريم", "slip", BOTH),
        ("عباس عراقتشي", "عباس عراقجي", "slip", BOTH),
        ("كاظم غريب شكري", "كاظم غريم شكرت", "", NEITHER),
        ("كاظم محمود", "كاظم محموت", "", NEITHER),
        ("مسعود بارزاني", "مسرور بارزاني", "", NEITHER),
        ("إبراهيم غندور", "إبراهيم غالي", "", NEITHER),
        ("سيرغي لافروف", "سيرغي لافرنتييف", "", NEITHER),
    ],
)
def test_relations(one, other, how, in_office):
    one, other = compared(one), compared(other)
    assert relation(one, other) == relation(other, one) == how
    assert (is_same_person_in_office(one, other), is_same_person_in_office(other, one)) == in_office


@pytest.mark.parametrize("text", ["", "...", "2021", "محمد 2021"])
def test_a_text_without_sounds_is_not_a_name(text):
    assert read_name(text) is None


def test_latin_filiation_is_left_out():
    assert compared("Sheikh Mohammed bin Zayed Al Nahyan").words == ("mohammed", "zayed", "nahyan")
    assert compared("محمد").latin is False
    assert compared("Mohammed").latin is True


class TestBestRelation:
    """Between all names of two officials."""

    def best(self, names: list[str], others: list[str]) -> tuple[str, str, str] | None:
        found = best_relation([compared(name) for name in names], [compared(name) for name in others])
        return (found[0], found[1].written, found[2].written) if found else None

    def test_the_surest_counts_wherever_it_stands(self):
        names, others = ["محمد السوداني", "محمد شياع السوداني"], ["محمد شياع السوداني", "محمد صباح السوداني"]
        expected = ("same-name", "محمد شياع السوداني", "محمد شياع السوداني")
        assert self.best(names, others) == expected
        assert self.best(names[::-1], others[::-1]) == expected

    def test_of_equally_sure_ones_the_first_counts(self):
        found = self.best(["محمد السوداني", "علي حسين"], ["علي حسين", "محمد السوداني"])
        assert found == ("same-name", "محمد السوداني", "محمد السوداني")

    def test_none_is_related(self):
        assert self.best(["محمد السوداني"], ["علي حسين"]) is None

    def test_names_in_one_script_outweigh_a_spelling_in_another(self):
        assert self.best(["Mahmud Abbas"], ["محمود عباس"]) == ("scripts", "Mahmud Abbas", "محمود عباس")
        assert self.best(["محمود عباس", "Mahmud Abbas"], ["محمد عباس", "محمود عباس"]) is not None
        assert self.best(["Emmanuel Macron", "إمانويل شولتز"], ["امانويل ماكرون"]) is None
        assert self.best(["Emmanuel Macron", "إمانويل"], ["امانويل ماكرون"]) is not None  # not a full name
