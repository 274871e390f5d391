"""Relations of two names: what makes them one person's, and what keeps them apart. No database."""

import pytest

from meetings.matching.name_similarity import find_best_relation, find_relation, find_relation_in_office, read_name


def compared(name: str):
    read = read_name(name)
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("one", "other", "how", "in_office"),
    [
        ("محمد السوداني", "محمد السوداني", "same-name", True),
        ("كوردستان بارزاني", "كردستان البارزاني", "spelling", True),
        ("غويدو كروسيتو", "غيدو كروسيتو", "spelling", True),
        ("Mahmoud Abbas", "Mahmud Abbas", "spelling", True),
        ("Mahmoud Abbas", "Muhammad Abbas", "", False),
        ("Jens Stoltenberg", "Jan Stoltenberg", "", False),
        # A family name alone: enough for the holder of an office.
        ("السوداني", "السوداني", "last-name", True),
        ("البارزاني", "بارزاني", "last-name", True),
        ("السوداني", "محمد السوداني", "last-name", True),
        ("الزيدي", "محمد السوداني", "", False),
        # Two scripts.
        ("Emmanuel Macron", "امانويل ماكرون", "scripts", True),
        ("Fuad Hussein", "فؤاد حسين", "scripts", True),
        ("Fuad Hussein", "فؤاد حسن", "", False),
        ("Muhammad Abbas", "محمود عباس", "", False),
        ("Hussein", "حسين", "last-name", True),
        ("Hussein", "فؤاد حسين", "last-name", True),
        ("Macron", "حسين", "", False),
        ("Mohammed Al Sudani", "محمد شياع صباح السوداني", "shorter", True),
        ("Mohammed Shia Sabah Sudani", "محمد شياع السوداني", "", False),
        # Words left out, in the middle or at the end.
        ("محمد السوداني", "محمد شياع السوداني", "shorter", True),
        ("محمد صباح السوداني", "محمد شياع صباح السوداني", "shorter", True),
        ("علي محمد", "علي محمد حسين", "shorter", True),
        ("محمد السامرائي", "محمد شياع السوداني", "", False),
        ("علي السوداني", "محمد شياع السوداني", "", False),
        ("محمد علي السوداني", "محمد شياع صباح السوداني", "other-fathers", False),
        ("محمد علي حسن حسين السوداني", "محمد شياع صباح السوداني", "other-fathers", False),
        ("محمد علي عبد الله الحكيم", "محمد باقر عبد الله الحكيم", "other-fathers", False),
        # One slip, never in a first name, a given name or a short word.
        ("كاظم غريب", "كاظم غريم", "slip", True),
        ("عباس عراقتشي", "عباس عراقجي", "spelling", True),
        ("سيرغي لافروف", "سيرجي لافروف", "spelling", True),
        ("مولود جاويش أوغلو", "مولود تشاووش أوغلو", "spelling", True),
        ("الحسين بن طلال", "الحسن بن طلال", "", False),
        # Written in one word or in two.
        ("شي جين بينغ", "شي جينبينغ", "spelling", True),
        # The usual short form of a given name.
        ("مايك بومبيو", "مايكل بومبيو", "shorter", True),
        ("Mike Pompeo", "مايكل بومبيو", "scripts", True),
        ("مايك بومبيو", "مارك بومبيو", "", False),
        # One name is the end of the other, unless it is that of the father.
        ("جواد ظريف", "محمد جواد ظريف", "within", True),
        ("حمد بن خليفة آل ثاني", "تميم بن حمد بن خليفة آل ثاني", "", False),
        ("سلمان بن عبد العزيز", "محمد بن سلمان بن عبد العزيز", "", False),
        ("كاظم غريب شكري", "كاظم غريم شكرت", "", False),
        ("كاظم محمود", "كاظم محموت", "", False),
        ("مسعود بارزاني", "مسرور بارزاني", "", False),
        ("إبراهيم غندور", "إبراهيم غالي", "", False),
        ("سيرغي لافروف", "سيرغي لافرنتييف", "", False),
    ],
)
def test_relations(one, other, how, in_office):
    one, other = compared(one), compared(other)
    assert find_relation(one, other) == find_relation(other, one) == how
    in_one_office = (find_relation_in_office(one, other), find_relation_in_office(other, one))
    assert in_one_office == ((how, how) if in_office else ("", ""))


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
        found = find_best_relation([compared(name) for name in names], [compared(name) for name in others])
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
