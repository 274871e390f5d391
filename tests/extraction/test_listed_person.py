"""Lines of a list of participants: names with or without titles and sides, in both languages."""

import pytest

from meetings.extraction.listed_person import ListedPerson, read_listed_person


@pytest.mark.parametrize(
    ("line", "name", "office", "side"),
    [
        ("وزير الخارجية الفرنسي جان نويل بارو", "جان نويل بارو", "وزير الخارجية", "FR"),
        ("جان نويل بارو، وزير خارجية فرنسا", "جان نويل بارو", "وزير الخارجية", "FR"),
        ("2- فؤاد حسين - وزير خارجية العراق", "فؤاد حسين", "وزير الخارجية", "IQ"),
        ("رئيس الوزراء العراقي محمد شياع السوداني", "محمد شياع السوداني", "رئيس الوزراء", "IQ"),
        ("فؤاد حسين (العراق)", "فؤاد حسين", "", "IQ"),
        ("العراق: فؤاد حسين", "فؤاد حسين", "", "IQ"),
        ("ملك الأردن عبد الله الثاني", "عبد الله الثاني", "ملك", "JO"),
        ("أنطونيو غوتيريش الأمين العام للأمم المتحدة", "أنطونيو غوتيريش", "الأمين العام", "UN"),
        ("وزير التعليم العالي الأردني عزمي محافظة", "عزمي محافظة", "وزير التعليم العالي", "JO"),
        ("وزير المياه العراقي عون ذياب", "عون ذياب", "وزير المياه", "IQ"),
        ("رئيس إيران", "", "رئيس", "IR"),
        ("بدر عبد العاطي", "بدر عبد العاطي", "", None),
        ("French Foreign Minister Jean-Noël Barrot", "Jean-Noël Barrot", "وزير الخارجية", "FR"),
        ("Jean-Noël Barrot, Foreign Minister of France", "Jean-Noël Barrot", "وزير الخارجية", "FR"),
        ("Secretary of State Antony Blinken, US", "Antony Blinken", "وزير الخارجية", "US"),
        ("António Guterres, UN Secretary-General", "António Guterres", "الأمين العام", "UN"),
        ("King Abdullah II of Jordan", "Abdullah II", "ملك", "JO"),
        ("1. H.E. Mr. Emmanuel Macron (France)", "Emmanuel Macron", "", "FR"),
        ("Iraq: Fuad Hussein", "Fuad Hussein", "", "IQ"),
        ("Fuad Hussein", "Fuad Hussein", "", None),
        ("Xzzy", "Xzzy", "", None),
    ],
)
def test_a_line(line, name, office, side):
    read = read_listed_person(line)
    assert (read.name, read.office, read.side) == (name, office, side)


def test_a_delegation_is_a_group():
    read = read_listed_person("وفد من البرلمان الأوروبي")
    assert (read.name, read.title, read.side, read.is_group) == ("", "وفد من البرلمان الأوروبي", "EU", True)


@pytest.mark.parametrize("line", ["", "  ", "3.", "—"])
def test_a_line_without_a_name(line):
    assert read_listed_person(line) == ListedPerson()


def test_a_very_long_line_is_cut():
    assert len(read_listed_person("س " * 5000).name) <= 300
