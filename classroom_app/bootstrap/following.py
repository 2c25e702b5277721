"""Refreshes what this program holds in memory whenever other desks change it."""

from classroom_app.application.privacy_service import PrivacyService
from classroom_app.application.shared_lists import SharedLists, Topic, Topics
from classroom_app.bootstrap.core import Core


def follow_others(changes: SharedLists, core: Core, privacy: PrivacyService) -> None:
    """Refresh what has changed before the parts that show it are notified."""

    async def rosters(_topics: Topics) -> None:
        await core.rosters.refresh()
        await core.seat_cards.refresh()

    async def covered(_topics: Topics) -> None:
        core.lessons.tell_covered()

    async def erased(_topics: Topics) -> None:
        await privacy.forget_what_is_gone()

    changes.refresh_by([Topic.ROSTERS], rosters)
    changes.refresh_by([Topic.COVERED], covered)
    changes.refresh_by([Topic.ERASED], erased)
