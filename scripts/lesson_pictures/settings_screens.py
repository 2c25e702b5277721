"""Pictures of the screens of Settings, and of the panels pulled down over any screen.

The docstring of a picture is what the student does in it.
"""

from dataclasses import replace

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
    YELLOW,
    Canvas,
)
from scripts.lesson_pictures.elements import WIDTH, Box, Element
from scripts.lesson_pictures.parts import (
    ROW,
    TITLE,
    PlacedRow,
    Row,
    button,
    rows,
    status_bar,
    switch,
    title_bar,
)
from scripts.lesson_pictures.words import Words

_PURPLE, _ORANGE, _SLATE = "#7448b5", "#b5521a", "#4d565e"
GAP = 14.0
"""The space between two parts of phones in one picture."""


def settings_lines(words: Words) -> list[Row]:
    """Return the first list of Settings, from top to bottom."""
    return [
        Row(words.connections, "wifi", MAIN),
        Row(words.devices, "devices", MAIN),
        Row(words.modes, "repeat", _PURPLE),
        Row(words.sounds, "sound", _PURPLE),
        Row(words.notifications, "bell", _ORANGE),
        Row(words.display, "sun", GREEN),
        Row(words.battery, "battery", _SLATE),
        Row(words.security, "shield", MAIN),
        Row(words.location, "place", GREEN),
        Row(words.safety, "warning", RED),
        Row(words.accounts, "key", MAIN),
        Row(words.accessibility, "reach", GREEN),
        Row(words.about, "info", GREY),
    ]


def _around(words: Words, wanted: str, before: int, after: int) -> list[Row]:
    """Return a line of the first list, highlighted, with the lines around it."""
    lines = settings_lines(words)
    at = [line.words for line in lines].index(wanted)
    return [
        replace(line, lit=line.words == wanted)
        for line in lines[max(0, at - before) : at + after + 1]
    ]


def open_settings(words: Words) -> Canvas:
    """Swipe down at the top right, and tap the gear."""
    canvas = Canvas(250)
    with canvas.phone(paper="#dbe4ee") as screen:
        status_bar(canvas, screen, right=76)
        top = screen.y + 44
        canvas.glyph("pencil", Box(screen.x + 122, top, 34, 34), SOFT)
        canvas.glyph("power", Box(screen.x + 178, top, 34, 34), SOFT)
        gear = canvas.disc(screen.x + 252, top + 17, 22, CARD)
        canvas.glyph("gear", gear.inset(4), stroke=1.8)
        tiles = (
            ("wifi", words.wifi, True),
            ("sound", words.sound, True),
            ("torch", words.torch, False),
        )
        for number, (glyph, name, is_on) in enumerate(tiles):
            x, y = screen.x + 62 + number * 96, top + 92
            canvas.disc(x, y, 30, MAIN if is_on else CARD)
            canvas.glyph(glyph, Box(x - 17, y - 17, 34, 34), CARD if is_on else INK)
            canvas.text(name, Box(x - 46, y + 33, 92, 28), 19, align="middle")
        slide = Box(screen.x + 24, top + 164, 270, 26)
        canvas.fill(slide, CARD, 13)
        canvas.fill(Box(slide.x, slide.y, 170, 26), MAIN, 13)
        edge = Box(screen.right - 60, screen.y, 60, 40)
        start = canvas.element(words.the_top_right, edge, (screen.right - 34, screen.y + 20))
        canvas.swipe(start, down=170)
        canvas.tap(canvas.element(words.the_gear, gear))
    return canvas


def settings_list(words: Words, wanted: str, *, before: int = 1, after: int = 1) -> Canvas:
    """Tap a line of the first list, with the list's title above if it is at the top."""
    lines = _around(words, wanted, before, after)
    canvas = Canvas(46 + TITLE + len(lines) * ROW + 10)
    with canvas.phone() as screen:
        top = _settings_head(canvas, screen, words)
        placed = rows(canvas, screen, top, lines)
        canvas.tap(_lit(placed, lines))
    return canvas


def scrolled_settings(words: Words, wanted: str, *, before: int = 1, after: int = 1) -> Canvas:
    """Push the first list up, then tap a line further down."""
    return scrolled_page(words, words.settings, _around(words, wanted, before, after), "")


def scrolled_page(words: Words, title: str, lines: list[Row], back: str) -> Canvas:
    """Push a list up, then tap the highlighted line."""
    canvas = Canvas(46 + TITLE + len(lines) * ROW + 10)
    with canvas.phone() as screen:
        if back:
            top = status_bar(canvas, screen)
            title_bar(canvas, screen, top, title, back)
            top += TITLE
        else:
            top = _settings_head(canvas, screen, words)
        placed = rows(canvas, screen, top, [replace(line, free=30) for line in lines])
        card = Box(screen.x, top, screen.width, len(lines) * ROW)
        start = canvas.element(words.the_list, card, (screen.right - 27, card.bottom - 22))
        canvas.swipe(start, down=-(len(lines) * ROW - 44))
        canvas.tap(_lit(placed, lines))
    return canvas


def _settings_head(canvas: Canvas, screen: Box, words: Words) -> float:
    top = status_bar(canvas, screen)
    title_bar(canvas, screen, top, words.settings)
    canvas.glyph("search", Box(screen.right - 58, top + 12, 34, 34), stroke=2.1)
    return top + TITLE


def _lit(placed: list[PlacedRow], lines: list[Row]) -> Element:
    return next(each.row for each, line in zip(placed, lines, strict=True) if line.lit)


def page(words: Words, title: str, lines: list[Row]) -> Canvas:
    """Tap the highlighted line of a page, or its switch if it has one."""
    canvas = Canvas(46 + TITLE + sum(line.height for line in lines) + 10)
    with canvas.phone() as screen:
        top = status_bar(canvas, screen)
        title_bar(canvas, screen, top, title, words.the_arrow)
        placed = rows(canvas, screen, top + TITLE, lines)
        for each, line in zip(placed, lines, strict=True):
            if line.lit:
                canvas.tap(each.switch or each.row)
    return canvas


def go_back(words: Words, title: str, lines: list[Row]) -> Canvas:
    """Tap the arrow at the top left."""
    canvas = Canvas(46 + TITLE + sum(line.height for line in lines) + 10)
    with canvas.phone() as screen:
        top = status_bar(canvas, screen)
        arrow = title_bar(canvas, screen, top, title, words.the_arrow)
        rows(canvas, screen, top + TITLE, lines)
        assert arrow is not None
        canvas.tap(arrow)
    return canvas


def back_and_on(words: Words, title: str, wanted: str) -> Canvas:
    """Tap the arrow until the first list is shown, then a line of it."""
    first = 46 + TITLE + 4
    lines = _around(words, wanted, 0, 1)
    canvas = Canvas(first + GAP + 46 + TITLE + ROW * 1.4)
    with canvas.phone(until=first) as screen:
        top = status_bar(canvas, screen)
        arrow = title_bar(canvas, screen, top, title, words.the_arrow)
    assert arrow is not None
    canvas.tap(arrow)
    with canvas.phone(first + GAP) as screen:
        top = _settings_head(canvas, screen, words)
        placed = rows(canvas, screen, top, lines)
    canvas.tap(_lit(placed, lines))
    return canvas


# --- Wi-Fi ---


def connections(words: Words) -> Canvas:
    """Tap the word, not its switch."""
    canvas = Canvas(46 + TITLE + 2 * ROW + 10)
    with canvas.phone() as screen:
        top = status_bar(canvas, screen, wifi=False)
        title_bar(canvas, screen, top, words.connections, words.the_arrow)
        lines = [Row("", switch=False), Row(words.bluetooth, switch=False)]
        card = rows(canvas, screen, top + TITLE, lines)[0].row.box
        # The row's words and its switch are separate, and only the words lead further.
        box = Box(card.x, card.y, card.width - 22, card.height)
        canvas.fill(box.inset(4), PRESSED, 14)
        canvas.text(words.wifi, Box(box.x + 20, box.y, 90, box.height), 26, bold=True)
        canvas.tap(canvas.element(words.wifi, box, (box.x + 124, box.middle[1])))
    return canvas


def wifi_switch(words: Words) -> Canvas:
    """Tap the grey switch."""
    canvas = Canvas(46 + TITLE + ROW + 18)
    with canvas.phone() as screen:
        top = status_bar(canvas, screen, wifi=False)
        title_bar(canvas, screen, top, words.wifi, words.the_arrow)
        (placed,) = rows(canvas, screen, top + TITLE, [Row(words.off, switch=False, lit=True)])
        place = placed.switch
        assert place is not None
        canvas.tap(canvas.element(words.the_switch, place.box))
    return canvas


def wifi_names(words: Words, *, is_connected: bool) -> Canvas:
    """Tap the class's network; or see that it is connected."""
    other, another = words.other_networks
    ours = Row(
        words.our_class,
        "wifi",
        MAIN,
        below=words.connected if is_connected else "",
        below_colour=MAIN,
        lit=True,
        height=78 if is_connected else ROW,
    )
    lines = [ours, Row(other, "lock", GREY)] + (
        [] if is_connected else [Row(another, "lock", GREY)]
    )
    canvas = Canvas(46 + TITLE + sum(line.height for line in lines) + 10)
    with canvas.phone() as screen:
        top = status_bar(canvas, screen, wifi=is_connected)
        title_bar(canvas, screen, top, words.wifi, words.the_arrow)
        switch(canvas, Box(screen.right - 80, top + 15, 46, 28), is_on=True)
        row = rows(canvas, screen, top + TITLE, lines)[0].row
        if not is_connected:
            canvas.tap(canvas.element(words.the_name, row.box, row.spot))
    return canvas


_KEYS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")


def type_password(words: Words) -> Canvas:
    """Write into the field; the eye shows what was written."""
    canvas = Canvas(284)
    with canvas.phone(ends=True, paper=CARD) as screen:
        keyboard = screen.bottom - 158
        field = _password_field(canvas, screen, keyboard - 74, words, "kim2")
        canvas.fill(Box(screen.x, keyboard, screen.width, 200), "#d5dade")
        width = (screen.width - 12) / 10
        for number, line in enumerate(_KEYS[1:]):
            y = keyboard + 6 + number * 48
            x = screen.x + 6 + (10 - len(line)) * width / 2
            for letter in line:
                key = Box(x + 2, y, width - 4, 43)
                canvas.fill(key, CARD, 6)
                canvas.text(letter, key, 23, align="middle")
                x += width
            if number == 2:
                canvas.glyph("shift", Box(screen.x + 16, y + 8, 30, 28))
                canvas.glyph("erase", Box(screen.right - 46, y + 8, 30, 28))
        canvas.type_in(canvas.element(words.the_password, field))
        eye = Box(field.right + 8, field.y + 6, 46, 46)
        canvas.glyph("eye", eye.inset(6), stroke=2)
        canvas.tap(canvas.element(words.the_eye, eye))
    return canvas


def _password_field(canvas: Canvas, screen: Box, y: float, words: Words, typed: str) -> Box:
    field = Box(screen.x + 22, y, screen.width - 100, 58)
    canvas.text(words.password, Box(field.x + 4, y - 32, 240, 28), 20, colour=SOFT)
    canvas.outline(field, SOFT, 10, 2.5)
    canvas.text(typed, Box(field.x + 16, field.y, field.width - 30, field.height), 28, bold=True)
    return field


def press_connect(words: Words) -> Canvas:
    """Tap the button below the password."""
    canvas = Canvas(250)
    with canvas.phone(ends=True, paper=CARD) as screen:
        canvas.text(words.our_class, Box(screen.x + 24, screen.y + 8, 300, 40), 27, bold=True)
        field = _password_field(canvas, screen, screen.y + 84, words, "••••••••")
        canvas.glyph("eye", Box(field.right + 14, field.y + 12, 34, 34), stroke=2)
        y = screen.bottom - 78
        button(canvas, Box(screen.x + 20, y, 130, 54), words.cancel)
        canvas.tap(button(canvas, Box(screen.x + 164, y, 192, 54), words.connect, lit=True))
    return canvas


# --- Notifications ---


def app_list(words: Words) -> Canvas:
    """Push the list up until the app is shown."""
    lines = [
        *(Row(name, glyph, SOFT, switch=True) for name, glyph in words.apps),
        _chat_row(words, is_on=False),
    ]
    canvas = Canvas(46 + TITLE + len(lines) * ROW + 10)
    with canvas.phone() as screen:
        top = status_bar(canvas, screen)
        title_bar(canvas, screen, top, words.app_notifications, words.the_arrow)
        rows(canvas, screen, top + TITLE, lines)
        card = Box(screen.x, top + TITLE, screen.width, len(lines) * ROW)
        start = canvas.element(words.the_list, card, (screen.right - 116, card.bottom - 20))
        canvas.swipe(start, down=-(len(lines) * ROW - 40))
    return canvas


def app_switch(words: Words) -> Canvas:
    """Tap the grey switch beside the app."""
    lines = [Row(*words.apps[1], SOFT, switch=True), _chat_row(words, is_on=False)]
    canvas = Canvas(46 + TITLE + len(lines) * ROW + 10)
    with canvas.phone() as screen:
        top = status_bar(canvas, screen)
        title_bar(canvas, screen, top, words.app_notifications, words.the_arrow)
        placed = rows(canvas, screen, top + TITLE, lines)[1].switch
        assert placed is not None
        canvas.tap(canvas.element(words.the_switch, placed.box))
    return canvas


def _chat_row(words: Words, *, is_on: bool) -> Row:
    ground, ink = chat_colours(words)
    return Row(words.chat_app, "bubble", ground, ink, switch=is_on, lit=True)


def chat_colours(words: Words) -> tuple[str, str]:
    """Return the background and the color of the chat app's icon, as the steps describe it."""
    return (YELLOW, INK) if words.language == "ko" else ("#a3461a", CARD)


def sound_choice(words: Words) -> Canvas:
    """Tap the first of three."""
    canvas = Canvas(46 + TITLE + 116)
    with canvas.phone() as screen:
        top = status_bar(canvas, screen)
        title_bar(canvas, screen, top, words.sounds, words.the_arrow)
        card = Box(screen.x + 12, top + TITLE, screen.width - 24, 108)
        canvas.fill(card, CARD, 18)
        third = card.width / 3
        three = (("sound", words.sound), ("vibrate", words.vibrate), ("mute", words.mute))
        for number, (glyph, name) in enumerate(three):
            box = Box(card.x + number * third, card.y, third, card.height)
            if number == 0:
                canvas.fill(box.inset(6), PRESSED, 14)
            x = box.middle[0]
            canvas.glyph(glyph, Box(x - 18, box.y + 16, 36, 36), stroke=2)
            canvas.text(
                name,
                Box(box.x + 2, box.y + 66, third - 4, 34),
                23,
                bold=number == 0,
                align="middle",
            )
            if number == 0:
                canvas.tap(canvas.element(name, box, (x, box.y + 34)))
    return canvas


def notification_shade(words: Words) -> Canvas:
    """Swipe down at the top left, to the notifications."""
    canvas = Canvas(264)
    with canvas.phone(paper="#dbe4ee") as screen:
        status_bar(canvas, screen, left=88)
        news = (
            ("bubble", *chat_colours(words), words.new_message, words.see_you),
            ("calendar", MAIN, CARD, words.reminder, words.walk),
        )
        for number, (glyph, colour, ink, who, said) in enumerate(news):
            card = Box(screen.x + 78, screen.y + 48 + number * 98, screen.width - 92, 88)
            canvas.fill(card, CARD, 18)
            canvas.disc(card.x + 34, card.y + 44, 21, colour)
            canvas.glyph(glyph, Box(card.x + 20, card.y + 30, 28, 28), ink, 2)
            canvas.text(who, Box(card.x + 66, card.y + 8, 200, 32), 23, bold=True)
            canvas.text(said, Box(card.x + 66, card.y + 42, card.width - 78, 38), 21)
        edge = Box(screen.x, screen.y, 76, 40)
        start = canvas.element(words.the_top_left, edge, (screen.x + 42, screen.y + 20))
        canvas.swipe(start, down=190)
    return canvas


# --- Larger text ---


def font_slider(words: Words) -> Canvas:
    """Push the dot to the right."""
    canvas = Canvas(300)
    with canvas.phone() as screen:
        top = status_bar(canvas, screen)
        title_bar(canvas, screen, top, words.font, words.the_arrow)
        top += TITLE
        sample = Box(screen.x + 12, top, screen.width - 24, 74)
        canvas.fill(sample, CARD, 18)
        canvas.text(words.sample, sample.inset(8), 30, bold=True, align="middle")
        card = Box(screen.x + 12, top + 86, screen.width - 24, 140)
        canvas.fill(card, CARD, 18)
        canvas.text(words.font_size, Box(card.x + 20, card.y + 6, 240, 40), 25, bold=True)
        y, left, right = card.y + 78, card.x + 34, card.right - 34
        canvas.fill(Box(left, y - 3, right - left, 6), GREY, 3)
        for number in range(8):
            canvas.disc(left + number * (right - left) / 7, y, 4.5, GREY)
        x = left + 2 * (right - left) / 7
        canvas.fill(Box(left, y - 3, x - left, 6), MAIN, 3)
        dot = canvas.disc(x, y, 17, MAIN)
        canvas.swipe(canvas.element(words.the_dot, dot), right=4 * (right - left) / 7)
    return canvas


# --- Emergency ---


def add_contact(words: Words) -> Canvas:
    """Tap the line that adds a person."""
    return page(
        words,
        words.contacts,
        [Row(words.add_contact, "plus", GREEN, lit=True)],
    )


def choose_person(words: Words) -> Canvas:
    """Tap a name, then Done."""
    canvas = Canvas(300)
    with canvas.phone(ends=True) as screen:
        top = screen.y + 6
        card = Box(screen.x + 12, top, screen.width - 24, 3 * 70)
        canvas.fill(card, CARD, 18)
        for number, name in enumerate(words.people):
            box = Box(card.x, card.y + number * 70, card.width, 70)
            if number == 0:
                canvas.fill(box.inset(3), PRESSED, 15)
            y = box.middle[1]
            if number == 0:
                canvas.disc(box.x + 40, y, 17, MAIN)
                canvas.glyph("check", Box(box.x + 28, y - 12, 24, 24), CARD, 3)
            else:
                canvas.ring(box.x + 40, y, 16, GREY)
            canvas.text(name, Box(box.x + 84, box.y, 220, 70), 26, bold=number == 0)
            if number == 0:
                canvas.tap(canvas.element(words.the_name, box, (box.x + 40, y)))
            else:
                canvas.fill(Box(box.x + 18, box.y - 0.5, box.width - 36, 1), LINE)
        wanted = button(
            canvas,
            Box(screen.x + 96, screen.bottom - 66, screen.width - 192, 54),
            words.done,
            lit=True,
        )
        canvas.tap(wanted)
    return canvas


def side_key(words: Words) -> Canvas:
    """Show the key to press five times; without a mark, since nobody should press it today."""
    canvas = Canvas(270)
    with canvas.phone_at(Box(24, 14, 168, 400), "#33110e") as shape:
        canvas.text("SOS", Box(24, 62, 168, 60), 44, colour=CARD, bold=True, align="middle")
        canvas.text(words.call, Box(34, 128, 148, 64), 21, colour=CARD, bold=True, align="middle")
    key = shape.power_key
    place = Box(key.x() - 3, key.y() - 12, 13, key.height() + 24)
    point_at_key(canvas, place, RED, words.side_key, words.press_five)
    return canvas


def point_at_key(canvas: Canvas, key: Box, colour: str, above: str, below: str) -> None:
    """Draw a key at the phone's side, large and with an arrow and words beside it."""
    canvas.fill(key, colour, 6)
    x, y = key.right + 10, key.middle[1]
    canvas.svg(
        f'<path d="M94 50H10M40 18 10 50l30 32" fill="none" stroke="{colour}" stroke-width="13" '
        'stroke-linecap="round" stroke-linejoin="round"/>',
        Box(x, y - 32, 64, 64),
        100,
    )
    room = WIDTH - x - 10
    canvas.text(above, Box(x, y - 108, room, 74), 25, bold=True, align="middle")
    canvas.text(below, Box(x, y + 32, room, 84), 29, colour=colour, bold=True, align="middle")
