"""Organisations, topics and outlets: codes that are codes, labels that tell apart, references that hold."""

import re
from collections import defaultdict

import pytest

from meetings.gazetteer import load_rows, split_values
from meetings.text.fold import fold

COUNTRIES = {row["code"] for row in load_rows("countries")}


def shared_names(table: str, *columns: str) -> dict[str, set[str]]:
    """Folded names that more than one row of `table` has, with the codes of those rows."""
    found = defaultdict(set)
    for row in load_rows(table):
        for column in columns:
            for name in split_values(row[column]):
                found[fold(name)].add(row["code"])
    return {name: codes for name, codes in found.items() if len(codes) > 1}


@pytest.mark.parametrize("table", ["organisations", "topics", "outlets"])
def test_codes_are_unique_and_labels_are_there(table):
    found = [row["code"] for row in load_rows(table)]
    assert len(found) == len(set(found))
    for row in load_rows(table):
        assert re.fullmatch(r"[A-Za-z0-9-]{1,40}", row["code"]), row
        assert row["name_ar"], row
        assert row["name_en"], row


def test_no_organisation_has_the_code_of_a_country():
    codes = {row["code"] for row in load_rows("organisations")}
    assert not COUNTRIES & codes
    # Two letters are a country's; UN and EU are reserved by ISO 3166-1 for the bodies themselves.
    assert {code for code in codes if len(code) == 2} == {"UN", "EU"}


def test_no_two_organisations_share_a_name_or_an_adjective():
    assert shared_names("organisations", "name_ar", "name_en", "names") == {}
    assert shared_names("organisations", "adjectives") == {}


def test_no_two_topics_share_a_label():
    assert shared_names("topics", "name_ar", "name_en") == {}


def test_each_topic_has_words_that_signal_it():
    assert [row["code"] for row in load_rows("topics") if not split_values(row["terms"])] == []


def test_outlets_share_a_name_only_where_folding_unites_them():
    """الرأي of Amman and الراي of Kuwait differ by a hamza that folding drops."""
    shared = shared_names("outlets", "name_ar", "name_en", "names")
    assert set(map(frozenset, shared.values())) == {frozenset({"alrai-jo", "alrai-kw"})}


def test_outlets_have_countries_and_domains_that_can_be():
    domains = [domain for row in load_rows("outlets") for domain in split_values(row["domain"])]
    assert len(domains) == len(set(domains))
    for row in load_rows("outlets"):
        assert not row["country"] or row["country"] in COUNTRIES, row
        assert split_values(row["domain"]), row
    for domain in domains:
        assert re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", domain), domain
        assert not domain.startswith("www."), domain


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("حلف الناتو", "NATO"), ("الجامعة العربية", "LAS"), ("مجلس التعاون الخليجي", "GCC"), ("يونامي", "UNAMI"),
        ("الحزب الديمقراطي الكوردستاني", "KDP"), ("قسد", "SDF"), ("المفوضية الأوروبية", "EU"),
        ("التحالف الدولي لمحاربة داعش", "COALITION"), ("عملية العزم الصلب", "CJTF-OIR"),
        ("الاتحاد الإفريقي", "AFRICAN-UNION"),
    ],
)  # fmt: skip
def test_an_organisation_is_found_by_the_names_of_the_press(name, code):
    found = {
        row["code"]
        for row in load_rows("organisations")
        if fold(name) in {fold(known) for known in (row["name_ar"], *split_values(row["names"]))}
    }
    assert found == {code}
