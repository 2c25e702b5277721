"""Where things are: tests/unit mirrors the package, and few modules are an exception."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PACKAGE, TESTS = ROOT / "classroom_app", ROOT / "tests"
UNIT = TESTS / "unit"

# A module of more lines has a test file of its own name: in the same folder of tests/unit; in
# tests/integration or tests/postgresql if it needs a real database or real sockets. Shorter ones
# may be tested together with what uses them.
LONGEST_WITHOUT_TEST = 60

# The exceptions, each with the test that would fail if the module did not do its work.
TESTED_BY = {
    "tests/end2end/test_start.py": "app bootstrap/program bootstrap/visitors",
    "tests/end2end/test_second_start.py": "gui/frame/crash_banner",
    "tests/end2end/test_window.py": """
        gui/console gui/frame/menus gui/lead/board_panel gui/lead/class_page
        gui/lead/welcome_panel gui/main_window gui/settings/settings_page""",
    "tests/end2end/test_window_after_the_end.py": "gui/lead/ended_card",
    "tests/end2end/test_window_cards.py": "gui/people/cards_dialog",
    "tests/end2end/test_window_attendance.py": """
        gui/people/attendance_panel gui/people/certificate_dialog gui/people/erase_person_dialog
        gui/people/person_page gui/people/table_exporter""",
    "tests/end2end/test_window_data.py": "gui/settings/data_panel",
    "tests/end2end/test_window_export.py": "gui/history/export_dialog gui/history/report_exporter",
    "tests/end2end/test_window_handout.py": "gui/handout/handout_dialog",
    "tests/end2end/test_window_history.py": """
        application/report_service gui/history/chart_card gui/history/erase_student_dialog
        gui/history/erase_dialogs gui/history/history_page
        gui/history/report_panel""",
    "tests/end2end/test_window_lessons.py": """
        gui/lessons/editor_head gui/lessons/editor_steps gui/lessons/lesson_editor
        gui/lessons/lessons_page gui/lessons/library_panel""",
    "tests/end2end/test_window_marks.py": "gui/lessons/step_marks",
    "tests/end2end/test_window_people.py": """
        gui/people/people_page gui/people/person_entry
        gui/people/roster_dialogs""",
    "tests/end2end/test_window_phone_pictures.py": "gui/lessons/phone_pictures",
    "tests/end2end/test_window_two_writers.py": "gui/lessons/editor_news",
    "tests/integration/test_android_rest.py": """
        protocol/android server/android/android_api server/android/listener storage/device_store""",
    "tests/integration/test_attendance.py": """
        application/attendance_service storage/attendance_store""",
    "tests/integration/test_backup.py": "application/backup_service",
    "tests/integration/test_conformance.py": "protocol/endpoints",
    "tests/integration/test_contract_addresses.py": "server/page_routes",
    "tests/integration/test_contract_form.py": "protocol/messages_out",
    "tests/integration/test_contract_let_in.py": """
        server/handshake server/session_lookup server/session_server""",
    "tests/integration/test_contract_limits.py": """
        server/counted_protocol server/pending_connections""",
    "tests/integration/test_contract_stored.py": "storage/archive storage/projection",
    "tests/integration/test_contract_student_messages.py": """
        protocol/messages_in server/conversation""",
    "tests/integration/test_encryption.py": "server/http_redirect",
    "tests/integration/test_filled_class.py": """
        bootstrap/visitors server/lapses server/seats""",
    "tests/integration/test_first_schema.py": "storage/errors storage/migrate storage/tables",
    "tests/unit/server/test_addresses.py": "server/listening",
    "tests/integration/test_lesson_library.py": "application/lesson_ports storage/lesson_store",
    "tests/integration/test_handout.py": "application/handout_service",
    "tests/integration/test_malicious_backup.py": "storage/foreign_database",
    "tests/integration/test_numbers.py": "application/seat_cards server/number_routes",
    "tests/integration/test_picture_upload.py": "server/upload_connection",
    "tests/integration/test_privacy.py": "storage/eraser storage/lone_pictures",
    "tests/integration/test_silent_connections.py": "server/pending_tls",
    "tests/postgresql/test_desks.py": """
        application/stranded_classes bootstrap/sharing storage/profile_store
        storage/shared/stranded""",
    "tests/postgresql/test_window_moved.py": "gui/lead/moved_panel",
    "tests/postgresql/test_leases.py": "storage/shared/desk_line storage/shared/fence",
    "tests/unit/application/test_classroom.py": "application/ports",
    "tests/unit/domain/test_decisions.py": """
        domain/care_decisions domain/decision_case domain/help_decisions
        domain/step_decisions""",
    "tests/unit/gui/board/test_students_panel.py": "gui/board/selection_bar",
    "tests/unit/gui/lead/test_access_dialogs.py": "gui/lead/remove_since_dialog",
    "tests/unit/gui/board/test_student_delegate.py": """
        gui/board/card_delegate gui/board/step_delegate""",
    "tests/unit/gui/frame/test_start_fault_dialog.py": """
        gui/frame/server_fault_words gui/frame/start_fault_words system/start_faults""",
    "tests/unit/gui/history/test_report_paper.py": "gui/history/step_charts",
    "tests/unit/gui/history/test_report_words.py": "application/report_document",
    "tests/unit/gui/lessons/test_phone_preview.py": "gui/lessons/phone_drawing",
    "tests/unit/gui/people/test_import_dialog.py": "gui/people/roster_words",
    "tests/unit/gui/lead/test_number_dialogs.py": """
        gui/lead/number_dialog gui/lead/wrong_person_dialog""",
    "tests/unit/gui/people/test_table_paper.py": "gui/people/paged_paper",
    "tests/unit/gui/settings/test_network_panel.py": """
        application/services gui/settings/firewall_words""",
    "tests/unit/gui/settings/test_place_panel.py": """
        application/start_service gui/settings/server_form""",
    "tests/unit/gui/theme/test_theme.py": "gui/theme/style_sheet",
    "tests/unit/server/android/test_device_service.py": "server/android/device_talk",
    "tests/unit/server/test_certificates.py": "server/certificate_chain",
    "tests/unit/server/test_broadcaster.py": "server/registry",
    "tests/unit/server/test_web.py": "server/caller server/session_routes server/sign_in_routes",
    "tests/unit/gui/lead/test_helper_dialogs.py": "gui/lead/helper_row gui/lead/helpers_dialog",
    "tests/integration/test_helper_routes.py": "server/helper_board server/invitations",
    "tests/unit/system/test_event_loop.py": "system/event_loop/pump",
    "tests/unit/system/test_side_process.py": "system/side_jobs",
}
EXCEPTIONS = {module for modules in TESTED_BY.values() for module in modules.split()}


def modules() -> dict[str, Path]:
    """All modules by their path in the package, without the ending."""
    return {
        path.relative_to(PACKAGE).with_suffix("").as_posix(): path
        for path in PACKAGE.rglob("*.py")
        if path.name not in ("__init__.py", "__main__.py")
    }


def packages() -> set[str]:
    return {path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("__init__.py")}


def has_test(module: str) -> bool:
    folder, name = Path(module).parent, Path(module).name
    return any(
        (place / f"test_{name}.py").is_file()
        for place in (UNIT / folder, TESTS / "integration", TESTS / "postgresql")
    )


def is_long(path: Path) -> bool:
    return len(path.read_text("utf-8").splitlines()) > LONGEST_WITHOUT_TEST


def test_every_long_module_has_a_test_of_its_name() -> None:
    lacking = {
        module for module, path in modules().items() if is_long(path) and not has_test(module)
    }
    assert sorted(lacking - EXCEPTIONS) == []


def test_no_exception_is_out_of_date() -> None:
    there = modules()
    assert sorted(EXCEPTIONS - there.keys()) == [], "no such module"
    needless = {m for m in EXCEPTIONS if has_test(m) or not is_long(there[m])}
    assert sorted(needless) == [], "it is short, or has a test of its own"


@pytest.mark.parametrize("test", TESTED_BY)
def test_what_stands_in_for_a_test_is_there(test: str) -> None:
    assert (ROOT / test).is_file()


def test_every_unit_test_is_beside_its_module() -> None:
    """`test_class_session_machine` is a second file about `class_session`."""
    names = modules().keys() | packages()
    stray = [
        path.relative_to(UNIT).as_posix()
        for path in UNIT.rglob("test_*.py")
        if path.parent != Path(__file__).parent
        and not any(
            f"{path.stem}_".startswith(f"test_{Path(module).name}_")
            and Path(module).parent == path.parent.relative_to(UNIT)
            for module in names
        )
    ]
    assert stray == []
