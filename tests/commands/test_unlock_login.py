"""`unlock_login`: who must wait may try again at once."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from meetings.models import FailedSignIn
from meetings.services.access.brake import find_wait
from tests.admin.access.conftest import add_app, has_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal():
    user = User.objects.create(username="amal")
    for number in range(5):
        FailedSignIn.objects.create(counted_by="account", subject=str(user.pk))
        FailedSignIn.objects.create(counted_by="device", subject=f"{user.pk}:key")
        FailedSignIn.objects.create(counted_by="address", subject="192.0.2.7")
        FailedSignIn.objects.create(counted_by="account", subject=f"{user.pk}{number}")
    return user


def unlock(*words: str) -> str:
    said = StringIO()
    call_command("unlock_login", *words, stdout=said)
    return said.getvalue()


def test_a_user(amal):
    add_app(amal)
    assert find_wait(amal) > 0
    assert unlock("amal") == "amal: 10 failed attempts forgotten.\n"
    assert find_wait(amal) == 0
    assert FailedSignIn.objects.count() == 10  # of the address, and of accounts with similar numbers
    assert has_app(amal)


def test_an_address(amal):
    assert unlock("--address", "192.0.2.7") == "192.0.2.7: 5 failed attempts forgotten.\n"
    assert find_wait(amal) > 0


def test_a_lost_second_factor(amal):
    add_app(amal)
    assert "amal: 1 second factors removed." in unlock("amal", "--second-factor")
    assert not has_app(amal)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name a user"),
        (["amal", "none"], "There is no user “none”"),
        (["amal", "--address", "here"], "“here” is not a network address"),
    ],
)
def test_what_it_cannot_do_changes_nothing(amal, words, said):
    with pytest.raises(CommandError, match=said):
        unlock(*words)
    assert FailedSignIn.objects.count() == 20
