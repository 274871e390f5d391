"""Which role reaches which address of the desk: desk_roles.tsv has a line for each, and the site does what it says.

A column names the lowest role that is let in, for GET and for an empty POST: `anyone`, `signed-in` (a user of the desk
without a role), `contributor`, `editor`, `administrator`, `superuser`, or `none` where the method is not offered or
all are refused. The records are drafts and published records of another user: contributors change their own drafts
only, which tests/admin/test_roles.py tries field by field.
"""

import csv
import os
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client

from benchmarks.site_routes import list_routes
from meetings.services.roles import UserRole, give_role
from tests.security.addresses import fill

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("desk_roles.tsv")
ROUTES = {route.key: route for route in list_routes() if route.is_desk}
REFUSED = {401, 403, 404, 405}
METHODS = ("GET", "POST")
ROLES = ("anyone", "signed-in", *(role.value for role in UserRole), "superuser")
SIGNS_OUT = {"logout", "account_logout"}  # open to all; not asked, since they end the session of the test


def read_table() -> dict[str, tuple[str, str]]:
    """The lowest roles for GET and POST, by route."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["route"]: (row["GET"], row["POST"]) for row in csv.DictReader(lines, delimiter="\t")}


@pytest.fixture(scope="module")
def clients(small, django_db_blocker):
    """A client for each role, the one with the fewest permissions first."""
    with django_db_blocker.unblock():
        made = {role: Client(raise_request_exception=False) for role in ROLES}
        for name, client in made.items():
            if name != "anyone":
                client.force_login(_make_user(name))
        return made


def _make_user(name):
    is_superuser = name == "superuser"
    user = get_user_model().objects.create_user(name, password="x", is_staff=True, is_superuser=is_superuser)
    if name in UserRole.values:
        give_role(user, UserRole(name))
    return user


def is_let_in(client, method, address) -> bool:
    """Whether the desk does or shows what was asked; what it changes is rolled back."""
    with transaction.atomic():
        response = getattr(client, method.lower())(address, follow=True)
        transaction.set_rollback(True)
    assert response.status_code < 500, f"{method} {address} answers {response.status_code}"
    ways = [path for path, _status in response.redirect_chain]
    return response.status_code not in REFUSED and not any("/login/" in path for path in ways)


def find_lowest(clients, method, address) -> str:
    """The lowest role that is let in; each higher one is let in too."""
    let_in = [role for role, client in clients.items() if is_let_in(client, method, address)]
    if not let_in:
        return "none"
    roles = list(clients)
    assert let_in == roles[roles.index(let_in[0]) :], f"{method} {address}: only {let_in}"
    return let_in[0]


def test_every_desk_address_has_a_line():
    missing, gone = sorted(set(ROUTES) - set(read_table())), sorted(set(read_table()) - set(ROUTES))
    assert not missing, f"decide which role may ask these addresses and add them to {TABLE.name}: {missing}"
    assert not gone, f"addresses that no longer exist in {TABLE.name}: {gone}"


def test_each_role_reaches_what_the_table_says(clients):
    """The role of the table is let in, and the one below it is refused; where all are refused, the highest one is."""
    if os.environ.get("MAHDAR_REWRITE"):
        rewrite_table(clients)
    wrong = []
    for key, lowest in read_table().items():
        for method, role in zip(METHODS, lowest, strict=True):
            address = "/en" + fill(ROUTES[key])[0]
            if key in SIGNS_OUT:
                continue
            if role != "none" and not is_let_in(clients[role], method, address):
                wrong.append(f"{key}: {method} is refused to {role}")
            below = ROLES[(ROLES.index(role) if role != "none" else len(ROLES)) - 1] if role != "anyone" else None
            if below and is_let_in(clients[below], method, address):
                wrong.append(f"{key}: {method} lets {below} in")
    assert not wrong, "\n".join(wrong)


def rewrite_table(clients) -> None:
    """Write what each role reaches now, for a person to judge: MAHDAR_REWRITE=1 pytest tests/security."""
    lines = ["route\tGET\tPOST\n"]
    for key, route in ROUTES.items():
        found = ["anyone", "anyone"]
        if key not in SIGNS_OUT:
            found = [find_lowest(clients, method, "/en" + fill(route)[0]) for method in METHODS]
        lines.append("\t".join([key, *found]) + "\n")
    TABLE.write_text("".join(lines), encoding="utf-8")
