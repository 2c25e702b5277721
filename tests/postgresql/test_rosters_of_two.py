"""Rosters that two computers change at once, over one PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from tests.helpers.postgres import PostgresDatabase
from tests.integration.test_rosters_of_two import (
    Offices,
    open_offices,
    test_a_listener_is_told_of_each_roster_that_others_changed,
    test_a_mark_that_another_noted_first_stays,
    test_cards_that_one_computer_printed_are_good_on_all,
    test_limits_and_words_of_two_computers_are_both_there,
    test_together_they_cannot_put_too_many_on_a_roster,
    test_what_others_deleted_does_not_come_back,
    test_what_two_computers_add_is_all_there,
    test_who_renames_as_the_second_is_told,
    test_whoever_is_the_second_of_many_nobody_is_lost,
)

__all__ = [
    "test_a_listener_is_told_of_each_roster_that_others_changed",
    "test_a_mark_that_another_noted_first_stays",
    "test_cards_that_one_computer_printed_are_good_on_all",
    "test_limits_and_words_of_two_computers_are_both_there",
    "test_together_they_cannot_put_too_many_on_a_roster",
    "test_what_others_deleted_does_not_come_back",
    "test_what_two_computers_add_is_all_there",
    "test_who_renames_as_the_second_is_told",
    "test_whoever_is_the_second_of_many_nobody_is_lost",
]


@pytest.fixture
async def offices(postgres: PostgresDatabase) -> AsyncIterator[Offices]:
    async with open_offices(postgres.url) as offices:
        yield offices
