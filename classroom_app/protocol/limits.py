"""Every number of the contract with the phones, in one place (docs/PROTOCOL.md, "Limits").

Lengths of text are in code points.
"""

# Room for a picture in base64 (`MAX_SCREENSHOT_TEXT`) and the rest of its message.
MAX_FRAME_BYTES = int(2.5 * 1024 * 1024)
# A message with more is not parsed: each empty list, of two characters, would take 64 bytes. The
# longest text that is accepted may have a third as many commas.
MAX_VALUES = 10_000
MAX_UNSENT_BYTES = 1024 * 1024
MESSAGES_PER_S = 20.0
MESSAGE_BURST = 40
REFUSALS_IN_A_ROW = 200
# More than a picture's message in one read, and than a flood that is answered with refusals.
MAX_WAITING_FRAMES = 512
# A piece of a message that is smaller, and not its last, counts as a message.
SMALL_PIECE_BYTES = 1_024
# How often phones send heartbeats, to notice a dead connection in 5 s: less often if all phones of
# a class would send more than so many a second.
HEARTBEAT_S = 2.5
HEARTBEATS_PER_S = 40
LONGEST_HEARTBEAT_S = 30.0
# Over this time the phones of a class fetch the next step's picture: the largest pictures then take
# 8 Mbit/s of the Wi-Fi, unless a large class needs the whole minute.
PICTURE_SPREAD_S = 2.0
PICTURE_SPREAD_PER_PHONE_S = 0.5
LONGEST_PICTURE_SPREAD_S = 60.0
# How many unvisited students a remote shows: more would hide the help requests.
NOT_VISITED_ON_BOARD = 30
GUEST_JOIN_S = 10.0
AFTER_END_S = 60.0

MAX_HELP_MESSAGE = 500
MAX_INSTRUCTOR_MESSAGE = 2_000
# The newest messages that are sent again to a phone that was away.
MAX_MISSED_MESSAGES = 20
MAX_STATUS = 32
MAX_DEVICE_ID = 200
MAX_SCREENSHOT_BYTES = 1_500_000
# Base64 needs four characters for three bytes; some encoders break lines every 76.
MAX_SCREENSHOT_TEXT = MAX_SCREENSHOT_BYTES // 3 * 4 * 78 // 76 + 100
# Pictures from the instructor's phone: how many with one pass, the bytes of each and of a frame,
# and how long a pass waits for a phone, and an upload for its next picture.
MAX_LESSON_PICTURES = 60
MAX_LESSON_PICTURE_BYTES = 500_000
PICTURE_PIECE_BYTES = 64 * 1024
PICTURE_PASS_S = 600.0
# The last millisecond of the year 9999, beyond which there are no dates.
LATEST_TIME_MS = 253_402_300_799_999

# Wrong codes from one address. These limits keep a six-digit code safe for the length of a class
# (docs/SECURITY.md, "Brute force").
WRONG_TRIES = 20
# Including those of phones that identify themselves: as many as in an hour's class anyway.
WRONG_TRIES_OF_PHONES = 35
WRONG_TRIES_OF_A_PHONE = 5
FIRST_WAIT_S = 30.0
LONGEST_WAIT_S = 300.0
