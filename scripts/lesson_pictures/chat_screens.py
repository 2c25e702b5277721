"""Pictures of a home screen, a chat app and a video call.

The docstring of a picture is what the student does in it.
"""

from scripts.lesson_pictures.canvas import (
    CARD,
    GREEN,
    GREY,
    INK,
    LINE,
    MAIN,
    PRESSED,
    RED,
    SOFT,
    Canvas,
)
from scripts.lesson_pictures.elements import Box, Element
from scripts.lesson_pictures.parts import (
    DAUGHTER,
    NAVIGATION,
    SELF,
    TITLE,
    app_tile,
    face,
    navigation,
    photo,
    status_bar,
    title_bar,
)
from scripts.lesson_pictures.settings_screens import GAP, chat_colours, point_at_key
from scripts.lesson_pictures.words import Words

_WALL = "#b9d3e6"
_TABS = 62.0
_BAR = 62.0
_PERSON = 74.0
_DARK = "#10202a"


def home_screen(words: Words) -> Canvas:
    """Tap the button that leads home, then the app."""
    canvas = Canvas(270)
    with canvas.phone(ends=True, paper=_WALL) as screen:
        apps = (
            ("camera", "#5b6670", CARD, words.camera_app),
            ("bubble", *chat_colours(words), words.chat_app),
            ("picture", "#b0417a", CARD, words.gallery),
            ("call", GREEN, CARD, words.phone_app),
        )
        quarter = screen.width / 4
        places = [screen.x + quarter * (number + 0.5) for number in range(4)]
        wanted = None
        for x, app in zip(places, apps, strict=True):
            made = app_tile(canvas, x, screen.y + 56, *app)
            wanted = made if app[3] == words.chat_app else wanted
        for x, glyph, colour in zip(
            places,
            ("clock", "calendar", "place", "people"),
            ("#5b6670", MAIN, "#7d5a12", "#7448b5"),
            strict=True,
        ):
            canvas.fill(Box(x - 29, screen.y + 130, 58, 58), colour, 19)
            canvas.glyph(glyph, Box(x - 19, screen.y + 140, 38, 38), CARD)
        home = navigation(canvas, screen, words.the_home)
        canvas.tap(home)
        assert wanted is not None
        canvas.tap(wanted)
    return canvas


def _people(canvas: Canvas, screen: Box, top: float, words: Words, *, said: bool) -> list[Element]:
    """Draw a list of people to chat with, the first lit."""
    placed = []
    for number, name in enumerate(words.people):
        box = Box(screen.x, top + number * _PERSON, screen.width, _PERSON)
        if number == 0:
            canvas.fill(box, PRESSED)
        face(canvas, Box(box.x + 18, box.y + 9, 56, 56), number)
        if said:
            canvas.text(name, Box(box.x + 92, box.y + 6, 220, 34), 25, bold=True)
            canvas.text(words.said[number], Box(box.x + 92, box.y + 39, 260, 30), 20, colour=SOFT)
        else:
            canvas.text(name, Box(box.x + 92, box.y, 220, _PERSON), 26, bold=True)
        placed.append(canvas.element(words.the_name, box, (box.x + 46, box.middle[1])))
    return placed


def _tabs(canvas: Canvas, screen: Box, words: Words, lit: str) -> Element:
    """Draw the icons at the very bottom of the app, above the phone's buttons."""
    y = screen.bottom - NAVIGATION - _TABS
    canvas.fill(Box(screen.x, y, screen.width, _TABS + NAVIGATION), CARD)
    canvas.fill(Box(screen.x, y, screen.width, 1.5), LINE)
    quarter = screen.width / 4
    found = None
    for number, glyph in enumerate(("person", "bubble", "search", "dots")):
        x = screen.x + quarter * (number + 0.5)
        canvas.glyph(
            glyph,
            Box(x - 19, y + 12, 38, 38),
            INK if glyph == lit else GREY,
            2.4 if glyph == lit else 1.9,
        )
        if glyph == lit:
            called = words.the_bubble if glyph == "bubble" else words.the_person
            found = canvas.element(called, Box(x - 40, y, 80, _TABS), (x, y + 31))
    navigation(canvas, screen, words.the_home)
    assert found is not None
    return found


def tab(words: Words, lit: str) -> Canvas:
    """Tap one of the icons at the bottom."""
    canvas = Canvas(248)
    with canvas.phone(ends=True, paper=CARD) as screen:
        for number, name in enumerate(words.people[1:], 1):
            y = screen.y - 14 + (number - 1) * 64
            face(canvas, Box(screen.x + 18, y + 6, 52, 52), number)
            room = Box(screen.x + 88, y, 260, 64)
            canvas.text(name, room, 25, bold=True)
        canvas.tap(_tabs(canvas, screen, words, lit))
    return canvas


def choose_person(words: Words, title: str, *, said: bool) -> Canvas:
    """Tap a name in the list."""
    canvas = Canvas(46 + TITLE + 2 * _PERSON + 26)
    with canvas.phone(paper=CARD) as screen:
        top = status_bar(canvas, screen)
        title_bar(canvas, screen, top, title)
        canvas.glyph("search", Box(screen.right - 58, top + 12, 34, 34), stroke=2.1)
        canvas.tap(_people(canvas, screen, top + TITLE, words, said=said)[0])
    return canvas


def _chat_head(canvas: Canvas, screen: Box, words: Words, *, lit: bool = False) -> Element:
    """Draw the head of a chat, with the name highlighted if `lit`; return the camera."""
    top = status_bar(canvas, screen)
    if lit:
        canvas.fill(Box(screen.x + 54, top + 5, 130, TITLE - 10), PRESSED, 14)
    canvas.glyph("back", Box(screen.x + 18, top + 13, 32, 32), stroke=2.6)
    canvas.text(words.people[0], Box(screen.x + 66, top, 160, TITLE), 28, bold=True)
    canvas.glyph("call", Box(screen.right - 118, top + 12, 34, 34))
    camera = Box(screen.right - 66, top + 9, 40, 40)
    canvas.glyph("video", camera, stroke=2.1)
    return canvas.element(words.the_camera, camera)


def _bubble(
    canvas: Canvas, screen: Box, y: float, words: str, *, mine: bool, width: float = 210
) -> None:
    x = screen.right - 18 - width if mine else screen.x + 84
    box = Box(x, y, width, 50)
    canvas.fill(box, "#ffe88a" if mine else CARD, 16)
    canvas.text(words, Box(x + 14, y, width - 24, 50), 22)
    if not mine:
        face(canvas, Box(screen.x + 18, y, 52, 52), DAUGHTER)


def check_name(words: Words) -> Canvas:
    """Read whose chat it is, at the very top."""
    canvas = Canvas(190)
    with canvas.phone(paper=_WALL) as screen:
        top = screen.y + 34
        canvas.fill(Box(screen.x, screen.y, screen.width, 34 + TITLE), CARD)
        _chat_head(canvas, screen, words, lit=True)
        _bubble(canvas, screen, top + TITLE + 18, words.said[0], mine=False)
    return canvas


def _write_bar(canvas: Canvas, screen: Box, words: Words, y: float) -> Element:
    """Draw the field for messages; return the plus at its left."""
    canvas.fill(Box(screen.x, y, screen.width, _BAR + 300), CARD)
    plus = Box(screen.x + 14, y + 9, 44, 44)
    canvas.glyph("plus", plus.inset(3), stroke=2.6)
    field = Box(screen.x + 72, y + 8, screen.width - 140, 46)
    canvas.fill(field, "#eef0f2", 23)
    canvas.text(words.write, Box(field.x + 18, field.y, 180, 46), 21, colour=SOFT)
    canvas.glyph("send", Box(screen.right - 54, y + 13, 36, 36), GREY)
    return canvas.element(words.the_plus, plus)


def press_plus(words: Words, *, check: bool) -> Canvas:
    """Tap the plus at the bottom; with `check`, the chat's head is shown above."""
    first = 14 + 34 + TITLE if check else 0.0
    start = first + GAP if check else 0.0
    canvas = Canvas(start + 200 - (40 if check else 0))
    if check:
        with canvas.phone(until=first, paper=CARD) as screen:
            _chat_head(canvas, screen, words, lit=True)
    with canvas.phone(start, ends=True, paper=_WALL) as screen:
        bar = screen.bottom - NAVIGATION - _BAR
        _bubble(canvas, screen, bar - 62, words.said[0], mine=False)
        plus = _write_bar(canvas, screen, words, bar)
        navigation(canvas, screen, words.the_home)
        canvas.tap(plus)
    return canvas


def plus_panel(words: Words) -> Canvas:
    """Tap the album among what can be sent."""
    canvas = Canvas(264)
    with canvas.phone(ends=True, paper=_WALL) as screen:
        bar = screen.bottom - NAVIGATION - 180
        _write_bar(canvas, screen, words, bar)
        things = (
            ("picture", "#b0417a", words.gallery),
            ("camera", "#5b6670", words.camera_app),
            ("file", "#a3461a", words.file),
        )
        for number, (glyph, colour, name) in enumerate(things):
            x, y = screen.x + screen.width / 3 * (number + 0.5), bar + 106
            canvas.disc(x, y, 32, colour)
            canvas.glyph(glyph, Box(x - 19, y - 19, 38, 38), CARD)
            canvas.text(name, Box(x - 60, y + 34, 120, 32), 23, bold=number == 0, align="middle")
            if number == 0:
                canvas.tap(canvas.element(name, Box(x - 60, y - 34, 120, 100), (x, y)))
        navigation(canvas, screen, words.the_home)
    return canvas


def _grid(
    canvas: Canvas, screen: Box, top: float, words: Words, chosen: int | None, circles: bool
) -> list[Box]:
    side = (screen.width - 8) / 3
    boxes = []
    for number in range(6):
        x = screen.x + number % 3 * (side + 4)
        box = Box(x, top + number // 3 * (side + 4), side, side)
        photo(canvas, box, number)
        circle = Box(box.right - 42, box.y + 8, 34, 34)
        if circles:
            canvas.fill(circle, MAIN if number == chosen else "#5b6670", 17)
            canvas.outline(circle, CARD, 17, 3)
            if number == chosen:
                canvas.text("1", circle, 21, colour=CARD, bold=True, align="middle")
        elif number == chosen:
            canvas.outline(box, MAIN, 4, 5)
        boxes.append(circle if circles else box)
    return boxes


def choose_photo(words: Words, *, circles: bool) -> Canvas:
    """Tap a photo, or the circle in its corner."""
    canvas = Canvas(46 + TITLE + 150)
    with canvas.phone(paper=CARD) as screen:
        top = status_bar(canvas, screen)
        title_bar(canvas, screen, top, words.gallery, words.the_arrow)
        boxes = _grid(canvas, screen, top + TITLE, words, None, circles)
        called = words.the_circle if circles else words.the_photo
        canvas.tap(canvas.element(called, boxes[1]))
    return canvas


def send_photo(words: Words) -> Canvas:
    """Tap the button that sends: a word at the top right, or a paper plane at the bottom right."""
    if words.language == "ko":
        canvas = Canvas(46 + TITLE + 150)
        with canvas.phone(paper=CARD) as screen:
            top = status_bar(canvas, screen)
            title_bar(canvas, screen, top, words.gallery, words.the_arrow)
            place = Box(screen.right - 96, top + 6, 84, TITLE - 12)
            canvas.text(words.send, place, 26, colour=MAIN, bold=True, align="middle")
            _grid(canvas, screen, top + TITLE, words, 1, circles=True)
            canvas.tap(canvas.element(words.the_send, place))
        return canvas
    canvas = Canvas(264)
    with canvas.phone(ends=True, paper=_DARK) as screen:
        bar = screen.bottom - NAVIGATION - 78
        photo(canvas, Box(screen.x + 96, bar - 176, 180, 180), 1)
        canvas.fill(Box(screen.x, bar, screen.width, 300), _DARK)
        place = canvas.disc(screen.right - 52, bar + 39, 31, GREEN)
        canvas.glyph("send", Box(place.x + 12, place.y + 13, 36, 36), CARD, 2.2)
        canvas.fill(Box(screen.x + 18, bar + 13, screen.width - 120, 52), "#2c3d48", 26)
        canvas.text(words.write, Box(screen.x + 40, bar + 13, 200, 52), 21, colour="#d5dade")
        navigation(canvas, screen, words.the_home, CARD)
        canvas.tap(canvas.element(words.the_send, place))
    return canvas


def photo_sent(words: Words) -> Canvas:
    """See the photo in the chat."""
    canvas = Canvas(290)
    with canvas.phone(paper=_WALL) as screen:
        canvas.fill(Box(screen.x, screen.y, screen.width, 34 + TITLE), CARD)
        _chat_head(canvas, screen, words)
        y = screen.y + 34 + TITLE + 12
        box = Box(screen.right - 18 - 150, y, 150, 150)
        photo(canvas, box, 1)
        if words.language == "ko":
            canvas.text(
                "1", Box(box.x - 34, box.bottom - 34, 26, 32), 24, colour="#8a4b00", bold=True
            )
        else:
            canvas.glyph("check", Box(box.x - 38, box.bottom - 34, 30, 30), MAIN, 3)
    return canvas


# --- Calls ---


def profile(words: Words) -> Canvas:
    """Tap the video call."""
    canvas = Canvas(290)
    with canvas.phone(ends=True, paper="#4f6674") as screen:
        face(canvas, Box(screen.x + screen.width / 2 - 42, screen.y + 4, 84, 84), DAUGHTER)
        canvas.text(
            words.people[0],
            Box(screen.x, screen.y + 88, screen.width, 36),
            25,
            colour=CARD,
            bold=True,
            align="middle",
        )
        three = (
            ("bubble", words.one_chat),
            ("call", words.voice_call),
            ("video", words.video_call),
        )
        third = screen.width / 3
        for number, (glyph, name) in enumerate(three):
            x, y = screen.x + third * (number + 0.5), screen.bottom - NAVIGATION - 70
            if glyph == "video":
                canvas.disc(x, y, 27, CARD)
            canvas.glyph(glyph, Box(x - 18, y - 18, 36, 36), INK if glyph == "video" else CARD, 2.1)
            canvas.text(
                name,
                Box(x - third / 2, y + 28, third, 34),
                23,
                colour=CARD,
                bold=True,
                align="middle",
            )
            if glyph == "video":
                canvas.tap(canvas.element(name, Box(x - 54, y - 30, 108, 92), (x, y)))
        navigation(canvas, screen, words.the_home, CARD)
    return canvas


def call_from_chat(words: Words) -> Canvas:
    """Tap the small camera at the top right."""
    canvas = Canvas(190)
    with canvas.phone(paper=_WALL) as screen:
        canvas.fill(Box(screen.x, screen.y, screen.width, 34 + TITLE), CARD)
        camera = _chat_head(canvas, screen, words)
        _bubble(canvas, screen, screen.y + 34 + TITLE + 18, words.said[0], mine=False)
        canvas.tap(camera)
    return canvas


def allow_camera(words: Words) -> Canvas:
    """Allow it while the app is used."""
    canvas = Canvas(294)
    with canvas.phone(ends=True, paper="#6b747b") as screen:
        card = Box(screen.x + 14, screen.y + 4, screen.width - 28, screen.height - 22)
        canvas.fill(card, CARD, 24)
        canvas.glyph("video", Box(card.middle[0] - 20, card.y + 6, 40, 40), MAIN, 2.2)
        canvas.text(
            words.ask_camera,
            Box(card.x + 12, card.y + 46, card.width - 24, 40),
            24,
            bold=True,
            align="middle",
        )
        answers = (words.while_using, words.only_once, words.not_allow)
        for number, answer in enumerate(answers):
            box = Box(card.x + 20, card.y + 90 + number * 54, card.width - 40, 48)
            if number == 0:
                canvas.fill(box, PRESSED, 22)
            canvas.text(
                answer,
                Box(box.x + 68, box.y, box.width - 82, box.height) if number == 0 else box,
                24,
                colour=MAIN,
                bold=number == 0,
                align="middle",
            )
            if number == 0:
                canvas.tap(canvas.element(answer, box, (box.x + 32, box.middle[1])))
    return canvas


def _call_buttons(canvas: Canvas, screen: Box, words: Words) -> Element:
    """Draw the buttons of a call; return the red one."""
    y = screen.bottom - 54
    third = screen.width / 3
    places = {
        glyph: canvas.disc(
            screen.x + third * (number + 0.5), y, 31, RED if glyph == "hang-up" else "#44545e"
        )
        for number, glyph in enumerate(("micro", "hang-up", "turn"))
    }
    for glyph, place in places.items():
        canvas.glyph(glyph, place.inset(11), CARD, 2.1)
    return canvas.element(words.the_red, places["hang-up"])


def own_face(words: Words) -> Canvas:
    """See oneself until the other person answers."""
    canvas = Canvas(280)
    with canvas.phone(paper="#35556b") as screen:
        status_bar(canvas, screen, colour=CARD)
        canvas.text(
            f"{words.people[0]} · {words.calling}",
            Box(screen.x, screen.y + 36, screen.width, 40),
            25,
            colour=CARD,
            bold=True,
            align="middle",
        )
        face(canvas, Box(screen.x + 78, screen.y + 84, 216, 216), SELF, "#7fa3b8")
    return canvas


def talk(words: Words) -> Canvas:
    """See the other person large and oneself small; the key at the side makes it louder."""
    canvas = Canvas(270)
    with canvas.phone_at(Box(16, 14, 206, 440), "#4b6b52") as shape:
        face(canvas, Box(24, 70, 190, 190), DAUGHTER, "#8fb09a")
        own = Box(142, 24, 70, 84)
        canvas.fill(own, "#35556b", 12)
        face(canvas, Box(own.x + 6, own.y + 12, 60, 60), SELF, "#7fa3b8")
    key = shape.volume_key
    whole = Box(key.x() - 2, key.y() + 30, 12, key.height() + 60)
    canvas.fill(whole, "#4a544f", 6)
    upper = Box(whole.x, whole.y, whole.width, whole.height / 2)
    point_at_key(canvas, upper, "#a3461a", words.long_key, words.louder)
    return canvas


def end_call(words: Words) -> Canvas:
    """Tap the red button."""
    canvas = Canvas(264)
    with canvas.phone(ends=True, paper="#4b6b52") as screen:
        face(canvas, Box(screen.x + 86, screen.y - 60, 200, 200), DAUGHTER, "#8fb09a")
        canvas.fill(Box(screen.x, screen.bottom - 108, screen.width, 108), _DARK)
        canvas.tap(_call_buttons(canvas, screen, words))
    return canvas
