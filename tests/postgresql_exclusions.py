"""What is not run with `--database postgresql`: folder, file or test → reason.

The list is kept as `tests/windows_exclusions.py` is: nothing else may be skipped, and an entry that
matches no test fails the run.
"""

_BYTES = "looks at the bytes of an SQLite file; tests/postgresql/test_erasing.py looks at the rows"
_BACKUP = "a backup of an SQLite file; tests/postgresql/test_refused_backup.py shows the refusal"

NOT_ON_POSTGRESQL: dict[str, str] = {
    "tests/integration/test_attendance.py::test_a_person_is_gone_to_the_last_byte": _BYTES,
    "tests/integration/test_contract_addresses.py::test_of_a_cookie_only_its_hash_is_kept": _BYTES,
    "tests/integration/test_contract_stored.py::test_the_data_may_be_kept_in_another_database": (
        "about the URL of an SQLite file"
    ),
    "tests/integration/test_helper_routes.py::test_with_a_class_its_helpers_are_deleted": _BYTES,
    "tests/integration/test_privacy.py::test_a_class_is_gone_to_the_last_byte": _BYTES,
    "tests/integration/test_privacy.py"
    "::test_a_running_class_is_not_disturbed_and_the_scrub_comes_later": _BYTES,
    "tests/integration/test_privacy.py"
    "::test_a_power_cut_before_the_scrub_is_made_good_at_the_start": _BYTES,
    "tests/integration/test_privacy.py::test_of_a_covered_picture_no_byte_is_left": _BYTES,
    "tests/integration/test_questions.py::test_a_restored_backup_has_questions_and_answers": (
        _BACKUP
    ),
    "tests/integration/test_roster_store.py::test_rosters_come_back_with_a_backup": _BACKUP,
}
