"""The one constant by which every wait in the tests is scaled."""

import os

SCALE = float(os.environ.get("TEST_TIME_SCALE", "1"))
PATIENCE_S = 15.0 * SCALE
"""How long a test waits for something that must happen; it takes this long only if it fails."""
