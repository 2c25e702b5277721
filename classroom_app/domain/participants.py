"""All participants of a class, indexed by what they are looked up by."""

from collections.abc import Iterable

from classroom_app.domain.names import name_key
from classroom_app.domain.participant import Participant


class Participants:
    """Finds participants by user, device, person of the roster and name.

    `by_id` has everybody, in the order of signing in. Removed participants stay in it and can be
    found by everything except their name; `count` does not include them. `names` maps the name keys
    in use to participants' ids. One device may have come as several participants; it refers to the
    latest of them.
    """

    def __init__(self) -> None:
        self.by_id: dict[int, Participant] = {}
        self.names: dict[str, int] = {}
        self.count = 0
        self._by_user: dict[int, Participant] = {}
        self._by_device: dict[str, list[Participant]] = {}  # in the order of coming
        self._by_person: dict[int, Participant] = {}

    def of_user(self, user_id: int) -> Participant | None:
        """Return the participant who is this user, removed or not."""
        return self._by_user.get(user_id)

    def of_device(self, device_id: str) -> Participant | None:
        """Return the participant who came with this device last, removed or not."""
        came = self._by_device.get(device_id)
        return came[-1] if came else None

    def of_person(self, person_id: int) -> Participant | None:
        """Return the participant who is this person of the roster, removed or not."""
        return self._by_person.get(person_id)

    def add(self, participant: Participant) -> None:
        """Add a new participant; the name must be free."""
        self.by_id[participant.id] = participant
        self._by_user[participant.user_id] = participant
        if participant.device_id is not None:
            self._index_device(participant, participant.device_id)
        if participant.person_id is not None:
            self._by_person[participant.person_id] = participant
        self.count += 1
        self._take_name(participant)

    def readmit(self, participant: Participant) -> None:
        """Count a removed or lapsed participant again; the name must be free."""
        participant.removed = participant.lapsed = False
        self.count += 1
        self._take_name(participant)

    def remove(self, participant: Participant, *, lapsed: bool = False) -> None:
        """Stop counting a participant, and free their name."""
        participant.removed = True
        participant.lapsed = lapsed or participant.lapsed
        self.count -= 1
        self._free_name(participant)

    def rename(self, participant: Participant, name: str) -> None:
        """Give a participant another name, which must be free."""
        self._free_name(participant)
        participant.name = name
        self._take_name(participant)

    def change_device(self, participant: Participant, device_id: str) -> None:
        """Index a participant by another device too, the one that they last came with."""
        participant.phone_device_id = device_id
        self._index_device(participant, device_id)

    def forget_devices(self, participant: Participant, device_ids: Iterable[str]) -> None:
        """Index a participant no longer by these devices, but always by the one they began with.

        Each device refers again to whoever else came with it last.
        """
        for device_id in set(device_ids) - {participant.device_id}:
            came = [one for one in self._by_device.pop(device_id, ()) if one is not participant]
            if came:
                self._by_device[device_id] = came
        participant.phone_device_id = participant.device_id

    def assign(self, participant: Participant, person_id: int | None) -> None:
        """Set which person of the roster a participant is, or none (None)."""
        if participant.person_id is not None:
            self._by_person.pop(participant.person_id, None)
        participant.person_id = person_id
        if person_id is not None:
            self._by_person[person_id] = participant

    def _index_device(self, participant: Participant, device_id: str) -> None:
        earlier = self._by_device.get(device_id, ())
        self._by_device[device_id] = [
            *(one for one in earlier if one is not participant),
            participant,
        ]

    def _take_name(self, participant: Participant) -> None:
        self.names[name_key(participant.name)] = participant.id

    def _free_name(self, participant: Participant) -> None:
        key = name_key(participant.name)
        if self.names.get(key) == participant.id:
            del self.names[key]
