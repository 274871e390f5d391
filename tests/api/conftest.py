"""What the tests of the API share."""

import pytest

from tests.views.conftest import archive, editor  # noqa: F401  (the small archive of the pages)


@pytest.fixture
def get(client):
    """GETs a path under /api/v1/ and gives the JSON of an answer that must be a good one."""

    def get(path: str, /, **query):
        response = client.get(f"/api/v1/{path}", query)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    return get


@pytest.fixture
def problem(client):
    """GETs a path that must be refused with `status`, and gives the problem details."""

    def problem(path: str, status: int, /, **query):
        response = client.get(f"/api/v1/{path}", query)
        assert response.status_code == status, response.content.decode()
        assert response["Content-Type"] == "application/problem+json"
        body = response.json()
        assert body["status"] == status
        assert body["title"]
        assert body["type"].startswith("/api/v1/docs/#problem-")
        return body

    return problem
