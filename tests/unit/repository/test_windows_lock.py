"""scripts/windows: what a lock file means for the Windows Python."""

from pathlib import Path

LOCK = """
# a comment
colorama==0.4 ; sys_platform == 'win32' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via click
jsonschema[format]==4 \\
    --hash=sha256:cc
numpy==2.4 ; python_full_version < '3.12' \\
    --hash=sha256:dd
numpy==2.5 ; python_full_version >= '3.12' \\
    --hash=sha256:ee
uvloop==1 ; sys_platform != 'win32' \\
    --hash=sha256:11
"""


def test_windows_gets_its_own_packages_with_their_hashes(tmp_path: Path) -> None:
    from scripts.windows import windows_lock  # needs pip, which Windows' Python has not

    lock, wheels = tmp_path / "lock", tmp_path / "wheels"
    lock.write_text(LOCK, "utf-8")
    windows_lock.main(wheels, [lock])
    assert wheels.read_text("utf-8").splitlines() == [
        "colorama==0.4 --hash=sha256:aa --hash=sha256:bb",
        "jsonschema==4 --hash=sha256:cc",
        "numpy==2.4 --hash=sha256:dd",
    ]
