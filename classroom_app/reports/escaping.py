"""Text that a spreadsheet shows and never runs."""

# The last four are the wide ones, which count in East Asia.
_STARTS_A_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def escape_formula(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: students write names and messages.

    What would begin one gets an apostrophe before it, the spreadsheets' own sign for plain text.
    Blanks at the beginning do not hide it.
    """
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS_A_FORMULA) else text
