"""The process that decodes pictures; `system/side_process.py` starts it."""

from collections.abc import Sequence

from classroom_app.server.picture_check import check_picture
from classroom_app.storage.imported_picture import imported_job
from classroom_app.storage.phone_picture import phone_job
from classroom_app.storage.small_picture import cover_job, picture_job
from classroom_app.system.side_jobs import Job, do_jobs

JOBS: dict[str, Job] = {
    "check": check_picture,
    "small": picture_job,
    "imported": imported_job,
    "cover": cover_job,
    "phone": phone_job,
}


def main(arguments: Sequence[str]) -> None:
    """Do jobs until stdin is closed; `arguments` are the limits, as for `do_jobs`."""
    do_jobs(arguments, JOBS, _load)


def _load() -> None:
    """Load Pillow's decoders, so that the first job is not slower."""
    from PIL import Image

    Image.preinit()
