"""Pictures that nothing makes much smaller, as lesson files hold them."""

import base64
import io

from PIL import Image

PICTURE_BYTES = 300_000


def noisy_picture(number: int) -> str:
    """Return one of different pictures, a little over `PICTURE_BYTES`."""
    side = 500
    while True:
        buffer = io.BytesIO()
        image = Image.effect_noise((side, 2 * side), 40 + number).convert("RGB")
        image.save(buffer, "JPEG", quality=80)
        if buffer.tell() > PICTURE_BYTES:
            break
        side = round(side * 1.04)
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode()
