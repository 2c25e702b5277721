from pathlib import Path

import pytest

from classroom_app import cli
from classroom_app.cli import config_of
from classroom_app.config import Config
from classroom_app.system.data_folder import DATABASE_FILE
from classroom_app.system.paths import default_data_dir, default_log_dir
from classroom_app.system.startup_settings import StartupSettings
from tests.helpers.school import LESSON


def test_without_options_it_is_the_window_on_port_8000() -> None:
    given = config_of([])
    assert given == Config(data_dir=default_data_dir(), log_dir=default_log_dir())
    assert (given.host, given.port, given.headless) == ("0.0.0.0", 8000, False)  # noqa: S104


def test_every_option_is_heard() -> None:
    line = (
        "--host ::1 --port 0 --data-dir d --database sqlite:///x --lesson l.json --code a-1 "
        "--guests --roster Spring --language ko --headless"
    )
    given = config_of(line.split())
    assert given == Config(
        data_dir=Path("d"),
        host="::1",
        port=0,
        database_url="sqlite:///x",
        lesson_file=Path("l.json"),
        code="a-1",
        guests=True,
        roster="Spring",
        language="ko",
        headless=True,
    )


def test_data_is_expected_where_it_was_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, chosen = tmp_path / "usual", tmp_path / "stick"
    monkeypatch.setattr(cli, "default_data_dir", lambda: usual)
    assert not config_of([]).is_data_missing, "of a first start"
    StartupSettings(usual).choose(data_dir=str(chosen))
    assert config_of([]).is_data_missing
    chosen.mkdir()
    assert config_of([]).is_data_missing, "an empty folder where a drive belongs"
    assert not config_of(["--database", "sqlite:///x"]).is_data_missing
    assert not config_of(["--data-dir", str(chosen)]).is_data_missing, "who names it may make it"
    (chosen / DATABASE_FILE).touch()
    assert not config_of([]).is_data_missing


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("--port 65536", "--port"),
        ("--port -1", "--port"),
        ("--port ٣", "--port"),
        ("--port x", "--port"),
        ("--host=", "--host"),
        ("--code ABCD", "--lesson"),
        ("--guests", "--lesson"),
        ("--roster Spring", "--lesson"),
        ("--lesson", "--lesson"),
        ("--language fr", "--language"),
        ("--nonsense", "--nonsense"),
        ("nothing.json", "nothing.json"),
        (f"{LESSON} --headless", "--lesson"),
    ],
)
def test_one_line_says_what_is_wrong(
    line: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        config_of(line.split())
    said = capsys.readouterr()
    assert (caught.value.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert named in said.err


def test_a_lesson_file_is_put_on_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[tuple[object, ...]] = []
    pdf = tmp_path / "lesson.pdf"

    def make(*given: object) -> None:
        asked.append(given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("classroom_app.handout_command.make_handout", make)
        line = ["handout", str(LESSON), str(pdf), "--steps", "1,3", "--columns", "2"]
        assert cli.main(line) == 0
        assert cli.main(["handout", str(LESSON), str(pdf)]) == 0
    assert asked == [(LESSON, pdf, [1, 3], 2), (LESSON, pdf, [], 1)]
    for wrong in (["--steps", "1,x"], ["--columns", "3"], []):
        with pytest.raises(SystemExit) as exit_:
            cli.main(["handout", *([str(LESSON), str(pdf)] if wrong else []), *wrong])
        assert exit_.value.code == cli.EXIT_BAD_START
    for fault in (tmp_path / "gone.json", Path(__file__)):
        assert cli.main(["handout", str(fault), str(pdf)]) == cli.EXIT_BAD_START
        said = capsys.readouterr().err
        assert fault.name in said
        assert said.startswith("classroom-app") or "usage" not in said
    assert not pdf.exists()


CHOSEN = "postgresql://room1@db:5432/classroom"


def test_a_server_that_was_chosen_in_settings(tmp_path: Path) -> None:
    StartupSettings(tmp_path).choose(database=CHOSEN)
    config = config_of(["--data-dir", str(tmp_path)])
    assert (config.database_url, config.is_database_chosen) == (CHOSEN, True)
    given = config_of(["--data-dir", str(tmp_path), "--database", "sqlite:///x"])
    assert (given.database_url, given.is_database_chosen) == ("sqlite:///x", False)


def test_a_password_on_the_command_line_is_refused_and_not_repeated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        config_of(["--database", "postgresql://room1:secret@db/classroom"])
    said = capsys.readouterr().err
    assert "holds a password" in said
    assert "secret" not in said
