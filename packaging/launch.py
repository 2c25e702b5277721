"""What the packaged program starts with: the same as `python -m classroom_app`."""

import sys

from classroom_app.cli import main

sys.exit(main())
