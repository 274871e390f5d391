"""Sides as pages show them: with a flag or a mark that stays with the name."""

import re

import pytest

from meetings.search import rebuild_index
from tests import factories

FLAG = re.compile(r'<img class="flag" src="[^"]*/flags/([a-z-]+)\.svg" alt="([^"]*)"')


@pytest.mark.parametrize("path", ["/", "/meetings/", "/sides/", "/officials/nechirvan-barzani/", "/between/iq-kri/it/"])
def test_sides_have_their_flags(client, archive, path):
    flags = dict(FLAG.findall(client.get(path).content.decode()))
    assert {"it", "iq-kri"} <= set(flags)


def test_a_flag_is_silent_where_the_name_stands_beside_it(client, archive):
    flags = FLAG.findall(client.get("/sides/").content.decode())
    assert flags
    assert all(alt == "" for _, alt in flags)


def test_a_flag_beside_a_person_says_whose_it_is(client, archive):
    assert ("it", "إيطاليا") in FLAG.findall(client.get("/meetings/").content.decode())
    assert ("it", "Italy") in FLAG.findall(client.get("/en/meetings/").content.decode())


def test_a_flag_and_the_first_word_stay_on_one_line(client, archive):
    page = client.get("/sides/").content.decode()
    assert re.search(r'<span class="kept"><img [^>]*iq-kri[^>]*> إقليم</span> كردستان</bdi>', page)


def test_an_organisation_without_a_flag_has_a_badge_or_a_sign(client, archive):
    for code, name in (("UN", "الأمم المتحدة"), ("ARAB-PARLIAMENT", "البرلمان العربي")):
        body = factories.OrganisationFactory(code=code, name_ar=name)
        factories.ParticipationFactory(meeting=archive.meeting, country=None, organisation=body)
    page = client.get("/sides/").content.decode()
    assert '<span class="code" lang="en" dir="ltr" aria-hidden="true">UN</span> الأمم</span> المتحدة' in page
    assert re.search(r'<span class="body-mark"><svg.*?</svg></span> البرلمان</span> العربي', page)


def test_every_country_of_the_reference_has_a_flag():
    import json

    from meetings.templatetags.sides import flag
    from tests.conftest import ROOT

    records = json.loads((ROOT / "fixtures/countries.json").read_text(encoding="utf-8"))
    codes = [record["fields"]["code"] for record in records]
    assert len(codes) > 200
    assert [code for code in codes if not flag(code)] == []
    assert flag("XX") == ""


def test_sides_say_what_they_are(client, archive, index):
    iraq = factories.CountryFactory()
    archive.kurdistan.parent = iraq
    archive.kurdistan.save()
    party = factories.OrganisationFactory(
        code="KDP", name_ar="الحزب الديمقراطي الكردستاني", name_en="Kurdistan Democratic Party", kind="party"
    )
    factories.ParticipationFactory(meeting=archive.meeting, country=None, organisation=party)
    rebuild_index()
    kinds = {
        "Kurdistan Region": "self-governing region of Iraq",
        "Kurdistan Democratic Party": "party or movement",
        "Italy": "country",
    }
    for page in ("/en/sides/", "/en/search/?q=Kurdistan"):
        text = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", client.get(page).content.decode()))
        for name, kind in kinds.items():
            assert kind == "country" or re.search(rf"{name} +{kind}", text), (page, name)
    for address in ("/en/sides/iq-kri/", "/en/organisations/kdp/", "/en/sides/it/"):
        response = client.get(address)
        kind = kinds[response.context["side"].name].capitalize().replace("iraq", "Iraq")
        assert f'<p class="kicker"><span>{kind}</span></p>' in response.content.decode()
    offered = client.get("/en/suggest/", {"q": "Kurd"}).json()["results"]
    assert {one["label"]: one["kind"] for one in offered} == {name: kinds[name] for name in list(kinds)[:2]}
