"""Schemathesis asks what the OpenAPI document allows, and much that it does not.

Every answer must be one that the document describes, no valid request may be refused, no invalid one accepted, nothing
may break: examples, border cases, random and hostile values, other methods, and chains of requests.
"""

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase

from config.wsgi import application
from tests.conftest import ROOT

CHECKS = hypothesis.settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def without_compression(environ, start_response):
    """The site, asked as by a program that cannot unpack: nothing would unpack its answers in this process."""
    environ.pop("HTTP_ACCEPT_ENCODING", None)
    return application(environ, start_response)


config = schemathesis.Config.from_dict({"seed": 7, "generation": {"deterministic": True}})
schema = schemathesis.openapi.from_path(ROOT / "docs" / "openapi.json", config=config)
schema.app = without_compression


@schema.parametrize()
@CHECKS
@pytest.mark.usefixtures("sample_archive")
def test_requests(case):
    case.call_and_validate()


def test_chains_of_requests(sample_archive):
    machine = schema.as_state_machine()
    machine.run(settings=hypothesis.settings(CHECKS, max_examples=25, stateful_step_count=5))
