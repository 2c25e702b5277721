"""What is not run on Windows: folder, file or test → reason.

CONTRIBUTING.md says how the list is kept true: nothing else may be skipped, and an entry that
matches no test fails the run.
"""

_LINUX = "made of Linux's own means: "
_CLIENTS = "a client that runs on this Linux: Wine 8 has no "

# No Windows can run it.
NOT_ON_WINDOWS: dict[str, str] = {
    "tests/end2end/test_bad_disk.py::test_a_full_disk_is_told_and_loses_nothing": (
        f"{_LINUX}a limit on the size of files"
    ),
    "tests/end2end/test_command_line.py::test_it_is_stopped_before_it_serves": (
        "made of signals: Windows asks a program's window, and there is none yet"
    ),
    "tests/end2end/test_many_connections.py": f"{_LINUX}a limit on the number of open files",
    "tests/faults/test_addresses.py": f"{_LINUX}network namespaces",
    "tests/faults/test_clock.py::test_nobody_is_sent_away_when_the_clock_is_set": (
        f"{_LINUX}libfaketime"
    ),
    "tests/faults/test_clock.py::test_a_pc_that_slept_finds_its_class_again": (
        f"{_LINUX}signals that stop a process and let it go on"
    ),
    "tests/faults/test_disk.py": f"{_LINUX}mounts, and files that nobody may change",
    "tests/faults/test_network.py": f"{_LINUX}network namespaces",
    "tests/faults/test_network_folder.py": f"{_LINUX}mounts",
    "tests/faults/test_server_line.py": f"{_LINUX}Debian's PostgreSQL",
    "tests/faults/test_startup_settings.py": f"{_LINUX}mounts",
    "tests/faults/test_three_desks.py": f"{_LINUX}Debian's PostgreSQL, and signals",
    "tests/postgresql": f"{_LINUX}Debian's PostgreSQL; its client is the same on every system",
    "tests/integration/test_backup.py::test_a_pipe_is_not_waited_for": (
        f"{_LINUX}a pipe that lies in a folder"
    ),
    "tests/unit/system/event_loop/test_selected.py": (
        "the loop of systems that watch sockets; test_completed.py tests that of Windows"
    ),
    "tests/unit/system/test_freed_memory.py": f"{_LINUX}what its C library keeps",
    "tests/unit/repository/test_lesson_pictures.py": (
        "draws the sample lessons' pictures with a font that Windows does not have; the lessons "
        "themselves are the same on every system, and test_sample_lessons.py looks at them there"
    ),
    "tests/unit/repository/test_packaging.py"
    "::test_bill_of_materials_names_what_linux_takes_along": f"{_LINUX}Debian's packages",
    "tests/unit/repository/test_packaging.py"
    "::test_files_of_the_archive_can_be_written_by_their_owner_alone": (
        f"{_LINUX}tar, and the rights of files"
    ),
    "tests/unit/repository/test_windows_lock.py": (
        "tests the script that makes the Windows Python on Linux"
    ),
}

# What a real Windows can run and Wine 8 cannot.
NOT_UNDER_WINE: dict[str, str] = {
    "tests/unit/server/test_help_pictures.py"
    "::test_a_refused_picture_does_not_wait_for_a_collection_of_garbage": (
        "decoding takes longer to start there than a call waits for its picture; what a refused "
        "one leaves in memory is the same on every system"
    ),
    "tests/unit/server/android/test_device_server.py"
    "::test_nobody_waits_for_the_body_of_who_has_hung_up": (
        "there the request outlives its phone until its time is over; a real Windows was not tried"
    ),
    "tests/browser": "Chromium does not run under Wine; the page is the same from any system",
    "tests/end2end/test_documented_clients.py::test_a_documented_client_takes_part_in_a_class"
    "[javascript]": f"{_CLIENTS}Node.js",
    "tests/end2end/test_documented_clients.py::test_a_documented_client_takes_part_in_a_class"
    "[kotlin]": f"{_CLIENTS}Java",
    "tests/end2end/test_documented_clients.py"
    "::test_a_documented_client_says_why_it_is_not_let_in[javascript]": f"{_CLIENTS}Node.js",
    "tests/end2end/test_documented_clients.py"
    "::test_a_documented_client_says_why_it_is_not_let_in[kotlin]": f"{_CLIENTS}Java",
    "tests/end2end/test_real_clients.py": f"{_CLIENTS}Java and no Node.js",
    "tests/end2end/test_stolen_keys.py": f"{_CLIENTS}OpenSSL program and no Java",
    "tests/end2end/test_window_export.py::test_the_printer_is_asked_for": (
        "Windows' own print dialog, which Wine does not open without a printer"
    ),
    "tests/unit/system/test_side_process.py::test_it_has_only_the_memory_that_it_was_given": (
        "Wine takes a job object's limit of memory and does not keep to it"
    ),
    "tests/integration/test_every_address.py": (
        "a server at `::` takes no IPv4 under Wine 8, whatever it asks of its socket"
    ),
    "tests/integration/test_wheel.py": (
        "the Windows Python that PyPI's parts make has no pip and no virtual environments"
    ),
}
