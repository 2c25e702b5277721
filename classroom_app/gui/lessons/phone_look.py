"""Colours, sizes and texts of the student page, for the preview of a step.

They are those of `resources/student`; a test compares the two.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhoneColours:
    """The colours of the student page in its light or dark theme."""

    paper: str
    card: str
    ink: str
    soft: str
    edge: str
    rim: str
    main: str
    on_main: str
    tint: str
    warm: str
    on_warm: str


DAY = PhoneColours(
    paper="#faf6ef",
    card="#fff",
    ink="#2a2520",
    soft="#61584d",
    edge="#ddd3c4",
    rim="#8a7f71",
    main="#0d6659",
    on_main="#fff",
    tint="#e2f1ec",
    warm="#fdebd0",
    on_warm="#5c3500",
)
NIGHT = PhoneColours(
    paper="#181613",
    card="#24211c",
    ink="#f5efe5",
    soft="#c2b8a9",
    edge="#3d372f",
    rim="#91877a",
    main="#74d5c1",
    on_main="#04302a",
    tint="#173a34",
    warm="#47320f",
    on_warm="#ffe1b0",
)

# The texts of the student page around a step, by language.
WORDS = {
    "ko": {
        "letter": "가",
        "step_of": "{total}단계 중 {n}단계",
        "listen": "소리로 듣기",
        "enlarge": "크게 보기",
        "auto": "새 단계가 나오면 읽어 주기",
        "done": "다 했어요",
        "help": "도와주세요",
    },
    "en": {
        "letter": "A",
        "step_of": "Step {n} of {total}",
        "listen": "Listen",
        "enlarge": "See it larger",
        "auto": "Read new steps aloud",
        "done": "Done",
        "help": "Help",
    },
}

# The hint below the answers to a question.
CHOOSE = {"ko": "하나를 눌러 주세요.", "en": "Tap one of these."}


class PhoneSize:
    """Sizes on the student page in CSS pixels, on a typical phone held upright."""

    WIDTH = 360
    HEIGHT = 720
    REM = 18
    S1 = 0.375 * REM
    S2 = 0.75 * REM
    S3 = min(1.125 * REM, 0.045 * WIDTH)
    TIGHT = max(8.0, min(S2, 0.012 * HEIGHT))
    ROUND = 1.125 * REM
    BAR = min(4.125 * REM, 0.11 * HEIGHT)
    BUTTON = 3.25 * REM
    TOUCH = 48.0
    BIG_BUTTON = max(TOUCH, min(4.25 * REM, 0.1 * HEIGHT))
    CHECK = 3 * REM
    BEAD = 0.5 * REM
    TITLE = 1.75 * REM
    GUIDE = 1.375 * REM
    PICTURE_HEIGHT = 0.7 * HEIGHT
    LINK = 1.3 * REM + 2 * S2
    # Below a picture that comes before the texts (`PhoneCard.is_picture_first`).
    WIDE_LINK = 1.2 * REM
    FADE = 1.5 * REM
    # Space between a step's texts and its picture: less than between texts alone.
    PICTURE_GAP = TIGHT
    # Inner width of a step's card; height of the two buttons at the bottom and their margins.
    INNER = WIDTH - 4 * S3
    ACTS = 3 * TIGHT + 2 * BIG_BUTTON
    # With a question the answers are in the card, and the bottom has no Done button.
    HELP_ALONE = 2 * TIGHT + BIG_BUTTON
    ANSWER = 3.75 * REM
    ANSWER_RING = 1.75 * REM
    ANSWER_LEFT = S2 + 2 + ANSWER_RING + S2
    ANSWER_INNER = INNER - ANSWER_LEFT - S3 - 2
