"""The page of two sides: one address for each pair, and silence told apart from absence."""

import pytest

from tests import factories


def test_the_two_meet_on_their_page(client, archive):
    page = client.get("/between/iq-kri/it/").content.decode()
    assert "سُجّل بينهما لقاءان" in page
    assert "/meetings/in-rome/" in page
    assert "/meetings/not-yet/" not in page


@pytest.mark.parametrize("path", ["/between/it/iq-kri/", "/between/IQ-KRI/IT/", "/between/iq-kri/IT/"])
def test_a_pair_has_one_address(client, archive, path):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, "/between/iq-kri/it/")


def test_one_with_itself_is_its_own_page(client, archive):
    assert client.get("/between/it/it/")["Location"] == "/sides/it/"


@pytest.mark.parametrize("path", ["/between/it/zz/", "/between/hidden/it/"])
def test_an_unknown_party_is_404(client, archive, path):
    assert client.get(path).status_code == 404


def test_no_meeting_recorded_is_not_the_same_as_not_covered(client, archive):
    factories.CountryFactory(code="FR", name_ar="فرنسا")
    page = client.get("/between/fr/it/").content.decode()
    assert "لا لقاء مسجّلًا بينهما" in page
    assert "إيطاليا: في الأرشيف لقاءان" in page
    assert "فرنسا: خارج ما يغطيه الأرشيف" in page
    assert "9 حزيران/يونيو 2021" in page


def test_choosing_two_leads_to_their_page(client, archive):
    assert client.get("/between/", {"first": "it", "second": "iq-kri"})["Location"] == "/between/iq-kri/it/"


@pytest.mark.parametrize("chosen", [{"first": "it", "second": "it"}, {"first": "it", "second": "zz"}, {"first": "it"}])
def test_a_choice_that_cannot_be_shown_stays_on_the_form(client, archive, chosen):
    response = client.get("/between/", chosen)
    assert response.status_code == 200
    assert '<option value="it" selected>' in response.content.decode()


def test_two_sides_of_a_meeting_lead_to_their_page(client, archive):
    assert 'href="/between/iq-kri/it/"' in client.get("/meetings/in-rome/").content.decode()
