from datetime import UTC, datetime

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from classroom_app.domain.names import name_key
from classroom_app.domain.participant import Participant
from classroom_app.domain.participants import Participants

NAMES = st.sampled_from(["Kim", "kim ", "Lee", "박영희"])
DEVICES = st.sampled_from([None, "a", "b"])
NUMBERS = st.sampled_from([None, 1, 2])
WHICH = st.integers(0, 30)


class ParticipantsMachine(RuleBasedStateMachine):
    """Whatever is done, each is found by what is theirs, and by nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.everybody = Participants()
        self.came: list[tuple[str, int]] = []  # devices with the ids of who came with them

    def pick(self, which: int) -> Participant | None:
        people = list(self.everybody.by_id.values())
        return people[which % len(people)] if people else None

    @rule(name=NAMES, device=DEVICES, person=NUMBERS)
    def add(self, name: str, device: str | None, person: int | None) -> None:
        if name_key(name) in self.everybody.names:
            return
        if person is not None and self.everybody.of_person(person) is not None:
            return
        number = len(self.everybody.by_id) + 1
        added = Participant(number, 100 + number, name, device, datetime(2026, 11, 30, tzinfo=UTC))
        added.phone_device_id, added.person_id = device, person
        self.everybody.add(added)
        if device is not None:
            self.came.append((device, added.id))

    @rule(which=WHICH, lapsed=st.booleans())
    def remove(self, which: int, lapsed: bool) -> None:
        someone = self.pick(which)
        if someone is not None and not someone.removed:
            self.everybody.remove(someone, lapsed=lapsed)
            assert someone.lapsed is lapsed

    @rule(which=WHICH)
    def readmit(self, which: int) -> None:
        someone = self.pick(which)
        if someone and someone.removed and name_key(someone.name) not in self.everybody.names:
            self.everybody.readmit(someone)
            assert not someone.lapsed

    @rule(which=WHICH, name=NAMES)
    def rename(self, which: int, name: str) -> None:
        someone = self.pick(which)
        if someone and not someone.removed and name_key(name) not in self.everybody.names:
            self.everybody.rename(someone, name)

    @rule(which=WHICH, device=st.sampled_from(["a", "b"]))
    def change_device(self, which: int, device: str) -> None:
        someone = self.pick(which)
        if someone is not None:
            self.everybody.change_device(someone, device)
            self.came.append((device, someone.id))
            assert someone.phone_device_id == device

    @rule(which=WHICH, devices=st.sets(st.sampled_from(["a", "b", "never came"])))
    def forget_devices(self, which: int, devices: set[str]) -> None:
        someone = self.pick(which)
        if someone is not None:
            self.everybody.forget_devices(someone, devices)
            gone = {(device, someone.id) for device in devices - {someone.device_id}}
            self.came = [each for each in self.came if each not in gone]
            assert someone.phone_device_id == someone.device_id

    @rule(which=WHICH, person=NUMBERS)
    def assign(self, which: int, person: int | None) -> None:
        someone = self.pick(which)
        if someone and (person is None or self.everybody.of_person(person) is None):
            self.everybody.assign(someone, person)

    @invariant()
    def each_is_found(self) -> None:
        everybody, people = self.everybody, list(self.everybody.by_id.values())
        present = [p for p in people if not p.removed]
        assert everybody.count == len(present)
        assert everybody.names == {name_key(p.name): p.id for p in present}
        for p in people:
            assert everybody.of_user(p.user_id) is p
            if p.person_id is not None:
                assert everybody.of_person(p.person_id) is p
        for device in ("a", "b"):
            latest = [who for which, who in self.came if which == device][-1:]
            found = everybody.of_device(device)
            assert ([] if found is None else [found.id]) == latest
        for person in (1, 2):
            found = everybody.of_person(person)
            assert found is None or found.person_id == person


TestParticipants = ParticipantsMachine.TestCase
TestParticipants.settings = settings(max_examples=60, stateful_step_count=25)
