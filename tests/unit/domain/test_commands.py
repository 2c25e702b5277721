from typing import get_args

from classroom_app.domain import commands as cmd


def test_each_command_belongs_to_exactly_one_side() -> None:
    sides = [
        get_args(side) for side in (cmd.StudentCommand, cmd.InstructorCommand, cmd.SystemCommand)
    ]
    all_of_them = [command for side in sides for command in side]
    assert len(all_of_them) == len(set(all_of_them))
    assert set(all_of_them) == set(get_args(cmd.Command))


def test_helpers_may_ask_for_nothing_that_the_instructor_may_not() -> None:
    assert set(get_args(cmd.HelperCommand)) < set(get_args(cmd.InstructorCommand))


def test_commands_are_values() -> None:
    assert cmd.NextStep() == cmd.NextStep(None, "")
    assert hash(cmd.CompleteStep(1)) == hash(cmd.CompleteStep(1))
    assert cmd.Join() != cmd.Join(again=True)
