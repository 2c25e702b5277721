"""One lesson that is written on two computers at once, over one PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from tests.helpers.postgres import PostgresDatabase
from tests.integration.test_lessons_of_two import (
    Room,
    open_rooms,
    test_a_class_keeps_the_lesson_that_it_was_given_on_another_computer,
    test_a_lesson_that_a_class_has_used_gets_one_next_version,
    test_a_lesson_that_is_gone_is_told_as_gone,
    test_a_picture_that_was_covered_on_another_computer_is_covered_here,
    test_an_editor_learns_what_another_computer_has_written,
    test_what_is_written_in_a_deleted_lesson_is_kept,
    test_what_two_write_in_different_places_is_all_there,
    test_what_two_write_in_one_place_is_there_twice,
    test_whoever_is_the_second_of_many_nothing_is_lost,
)

__all__ = [
    "test_a_class_keeps_the_lesson_that_it_was_given_on_another_computer",
    "test_a_lesson_that_a_class_has_used_gets_one_next_version",
    "test_a_lesson_that_is_gone_is_told_as_gone",
    "test_a_picture_that_was_covered_on_another_computer_is_covered_here",
    "test_an_editor_learns_what_another_computer_has_written",
    "test_what_is_written_in_a_deleted_lesson_is_kept",
    "test_what_two_write_in_different_places_is_all_there",
    "test_what_two_write_in_one_place_is_there_twice",
    "test_whoever_is_the_second_of_many_nothing_is_lost",
]


@pytest.fixture
async def rooms(postgres: PostgresDatabase) -> AsyncIterator[tuple[Room, Room]]:
    async with open_rooms(postgres.url) as rooms:
        yield rooms
