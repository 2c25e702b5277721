"""The picture of each step of each sample lesson."""

from collections.abc import Callable

from scripts.lesson_pictures import chat_screens as chat
from scripts.lesson_pictures import settings_screens as set_up
from scripts.lesson_pictures.canvas import GREEN, MAIN, RED, Canvas
from scripts.lesson_pictures.parts import Row
from scripts.lesson_pictures.words import WORDS, Words

Draw = Callable[[Words], Canvas]


def _wifi() -> list[Draw]:
    return [
        set_up.open_settings,
        lambda w: set_up.settings_list(w, w.connections),
        set_up.connections,
        set_up.wifi_switch,
        lambda w: set_up.wifi_names(w, is_connected=False),
        set_up.type_password,
        set_up.press_connect,
        lambda w: set_up.wifi_names(w, is_connected=True),
    ]


def _notifications() -> list[Draw]:
    return [
        set_up.open_settings,
        lambda w: set_up.settings_list(w, w.notifications),
        lambda w: set_up.page(
            w,
            w.notifications,
            [Row(w.recently), Row(w.app_notifications, lit=True), Row(w.lock_screen)],
        ),
        set_up.app_list,
        set_up.app_switch,
        lambda w: set_up.back_and_on(w, w.app_notifications, w.sounds),
        set_up.sound_choice,
        set_up.notification_shade,
    ]


def _larger_text() -> list[Draw]:
    return [
        set_up.open_settings,
        lambda w: set_up.settings_list(w, w.display),
        lambda w: set_up.scrolled_page(
            w,
            w.display,
            [Row(w.eye_comfort), Row(w.font, lit=True), Row(w.screen_zoom)],
            w.the_arrow,
        ),
        set_up.font_slider,
        lambda w: set_up.page(
            w, w.font, [Row(w.font_size), Row(w.bold, switch=False, lit=True, called=w.the_bold)]
        ),
        lambda w: set_up.go_back(w, w.font, [Row(w.font_size), Row(w.bold, switch=True)]),
        lambda w: set_up.scrolled_settings(w, w.accessibility),
        lambda w: set_up.page(
            w, w.accessibility, [Row(w.spoken), Row(w.vision, lit=True), Row(w.hearing)]
        ),
        lambda w: set_up.page(
            w, w.vision, [Row(w.contrast_theme), Row(w.high_contrast, switch=False, lit=True)]
        ),
    ]


def _emergency_sos() -> list[Draw]:
    def safety(w: Words, wanted: str) -> Canvas:
        lines = (
            (w.medical, "heart", RED),
            (w.contacts, "people", GREEN),
            (w.sos, "warning", RED),
            (w.share_location, "place", MAIN),
        )
        first = 0 if wanted == w.contacts else 1
        return set_up.page(
            w, w.safety, [Row(*line, lit=line[0] == wanted) for line in lines[first : first + 3]]
        )

    return [
        set_up.open_settings,
        lambda w: set_up.scrolled_settings(w, w.safety),
        lambda w: safety(w, w.contacts),
        set_up.add_contact,
        set_up.choose_person,
        lambda w: set_up.go_back(
            w, w.contacts, [Row(w.people[0], "person", GREEN), Row(w.add_contact, "plus", GREEN)]
        ),
        lambda w: safety(w, w.sos),
        lambda w: set_up.page(
            w,
            w.sos,
            [Row(w.count), Row(w.share, switch=False, lit=True, called=w.the_share, height=82)],
        ),
        set_up.side_key,
    ]


def _send_photo(language: str) -> list[Draw]:
    if language == "ko":
        return [
            chat.home_screen,
            lambda w: chat.tab(w, "bubble"),
            lambda w: chat.choose_person(w, w.chats, said=True),
            lambda w: chat.press_plus(w, check=True),
            chat.plus_panel,
            lambda w: chat.choose_photo(w, circles=True),
            chat.send_photo,
            chat.photo_sent,
        ]
    return [
        chat.home_screen,
        lambda w: chat.choose_person(w, w.chats, said=True),
        chat.check_name,
        lambda w: chat.press_plus(w, check=False),
        chat.plus_panel,
        lambda w: chat.choose_photo(w, circles=False),
        chat.send_photo,
        chat.photo_sent,
    ]


def _video_call(language: str) -> list[Draw]:
    if language == "ko":
        begin: list[Draw] = [
            lambda w: chat.tab(w, "person"),
            lambda w: chat.choose_person(w, w.friends, said=False),
            chat.profile,
        ]
    else:
        begin = [
            lambda w: chat.choose_person(w, w.chats, said=True),
            chat.call_from_chat,
        ]
    return [
        chat.home_screen,
        *begin,
        chat.allow_camera,
        chat.own_face,
        chat.talk,
        chat.end_call,
    ]


def pictures_of(language: str) -> dict[str, list[Canvas]]:
    """Draw the pictures of a language's lessons: by file name, one for each step."""
    words = WORDS[language]
    lessons = {
        "emergency-sos": _emergency_sos(),
        "larger-text": _larger_text(),
        "notifications": _notifications(),
        "send-photo": _send_photo(language),
        "video-call": _video_call(language),
        "wifi": _wifi(),
    }
    return {name: [draw(words) for draw in steps] for name, steps in lessons.items()}
