"""What people write when they ask for help; None means pressing the button without a text."""

import random

_HELP: dict[str, list[str | None]] = {
    "ko": [
        "버튼이 안 보여요",
        "화면이 달라요",
        "어디를 눌러야 하나요?",
        "글씨가 너무 작아서 못 찾겠어요",
        "눌렀는데 아무 일도 안 일어나요",
        "다른 화면으로 넘어가 버렸어요",
        "비밀번호를 물어봐요",
        "제 휴대폰에는 그런 메뉴가 없어요",
        "한 번만 다시 설명해 주세요",
        None,
    ],
    "en": [
        "I can't see the button",
        "My screen looks different",
        "Where do I tap?",
        "The letters are too small for me",
        "I tapped it and nothing happens",
        "I ended up on another screen",
        "It asks me for a password",
        "There is no such menu on my phone",
        "Could you explain that once more?",
        None,
    ],
}


def help_words(language: str, rng: random.Random) -> str | None:
    """Return the text of a help request, or None for one without text."""
    return rng.choice(_HELP.get(language, _HELP["ko"]))
