"""How often one address may ask the API, as the environment says."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import read_api_rate


@pytest.mark.parametrize(("said", "rate"), [(None, "300/m"), ("", ""), (" 20/s ", "20/s"), ("5000/hour", "5000/hour")])
def test_a_number_and_a_time_or_nothing(monkeypatch, said, rate):
    monkeypatch.delenv("MAHDAR_API_RATE", raising=False)
    if said is not None:
        monkeypatch.setenv("MAHDAR_API_RATE", said)
    assert read_api_rate() == rate


@pytest.mark.parametrize("said", ["many", "300", "0/m", "300/y", "-1/m", "m/300"])
def test_anything_else_is_told_at_the_start(monkeypatch, said):
    monkeypatch.setenv("MAHDAR_API_RATE", said)
    with pytest.raises(ImproperlyConfigured, match="300/m"):
        read_api_rate()
