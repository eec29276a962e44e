"""The daily key of the networks, and its end."""

import pytest

from forum.adapters.seals import network_hash
from forum.operations.networks import daily_key, destroy_old_keys
from tests.support.moments import NOW, after

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("in_app")]


def test_a_day_has_one_key() -> None:
    key = daily_key(NOW)
    assert len(key) == 32
    assert daily_key(after(hours=3)) == key


def test_the_next_day_has_another_and_the_old_one_is_gone() -> None:
    yesterday = daily_key(NOW)
    today = daily_key(after(days=1))
    assert today != yesterday
    assert daily_key(NOW) != yesterday, "a destroyed key never comes back"
    assert network_hash("192.0.2.7", today) != network_hash("192.0.2.7", yesterday)


def test_keys_are_destroyed_on_days_without_a_visitor_too() -> None:
    key = daily_key(NOW)
    assert destroy_old_keys(after(hours=2)) == 0
    assert daily_key(NOW) == key
    assert destroy_old_keys(after(days=1)) == 1
    assert destroy_old_keys(after(days=1)) == 0
