"""Names of simulated people."""

import random
from itertools import product

_KOREAN_FAMILY = "김이박최정강조윤장임한오서신권황"
_KOREAN_GIVEN = """
영희 철수 순자 영자 정숙 영호 광수 미경 명숙 경자 정희 춘자 상철 동수 병철
현숙 은주 말순 옥순 복자 종수 성호 미숙 혜숙 영수 경희 금자 재호 용식 민수
"""
_ENGLISH_GIVEN = """
Margaret Robert Patricia James Linda Michael Barbara William Dorothy Richard
Susan Thomas Helen Charles Carol George Ruth Frank Sandra Raymond Joan Walter
Alice Harold Judith Eugene Rosa Luis Grace Ahmed
"""
_ENGLISH_FAMILY = """
Hill Baker Flores Green Nguyen Adams Nelson Carter Mitchell Perez Roberts
Turner Phillips Campbell Parker Evans
"""

_NAMES = {
    "ko": [family + given for family, given in product(_KOREAN_FAMILY, _KOREAN_GIVEN.split())],
    "en": [" ".join(both) for both in product(_ENGLISH_GIVEN.split(), _ENGLISH_FAMILY.split())],
}


def draw_names(count: int, language: str, rng: random.Random) -> list[str]:
    """Return distinct names, Korean unless `language` is `en`."""
    return rng.sample(_NAMES.get(language, _NAMES["ko"]), count)
