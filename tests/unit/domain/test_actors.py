from classroom_app.domain.actors import SYSTEM, Instructor, Student, System


def test_actors_are_values() -> None:
    assert Student(3) == Student(3) != Student(4)
    assert Instructor(1, "a") == Instructor(1, "a")
    assert System() == SYSTEM
