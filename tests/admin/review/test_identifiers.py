"""The desk's page that takes a matched table: first a preview, then the identifiers."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from meetings.models import Identifier
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address
from tests.factories import OfficialFactory

pytestmark = pytest.mark.django_db
TABLE = b"id,wikidata\nfuad-hussein,Q3318231\nunknown,Q5\n"


def send(desk, content=TABLE, **more):
    file = {"file": SimpleUploadedFile("matched.csv", content)} if content is not None else {}
    return desk.post(address("identifiers-from-file"), {"kind": "official", **file, **more})


def test_a_preview_then_the_identifiers_with_one_undo(desk):
    official = OfficialFactory(slug="fuad-hussein", name_ar="فؤاد حسين", name_en="Fuad Hussein")
    assert "/api/v1/reconciliation/" in desk.get(address("identifiers-from-file")).content.decode()
    page = send(desk)
    text = page.content.decode()
    for words in ("Fuad Hussein", "Q3318231", "Row 3:", "“unknown”", "Set 1 identifier"):
        assert words in text
    assert not Identifier.objects.exists()
    answer = desk.post(
        address("identifiers-from-file"),
        {"token": page.context["token"], "kind": page.context["kind"], "answer": "set"},
        follow=True,
    ).content.decode()
    assert "1 identifier was set." in answer
    assert official.identifiers.get().value == "Q3318231"
    desk.post(answer.split('class="undo-link" href="')[1].split('"')[0])
    assert not Identifier.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "Choose a file."),
        (b"id,wikidata\n\xff,Q1\n", "the file cannot be read. Save it as “CSV UTF-8”"),
        (b"x" * 2_000_001, "too large"),
        (b"id\nx\n", "No column has identifiers."),
    ],
)
def test_a_wrong_file_is_refused_with_its_reason(desk, content, message):
    assert message in send(desk, content).content.decode()


def test_a_file_that_has_expired_is_chosen_again(desk):
    OfficialFactory(slug="fuad-hussein")
    token = send(desk).context["token"]
    for path in (settings.DATA_DIR / "imports").iterdir():
        path.unlink()
    sent = {"token": token, "kind": "official", "answer": "set"}
    assert "has expired. Choose it again." in desk.post(address("identifiers-from-file"), sent).content.decode()
    assert not Identifier.objects.exists()


def test_a_contributor_may_not(client, django_user_model):
    contributor = django_user_model.objects.create(username="contributor")
    give_role(contributor, UserRole.CONTRIBUTOR)
    client.force_login(contributor)
    assert client.get(address("identifiers-from-file")).status_code == 403
