"""`python -m classroom_app`."""

from classroom_app.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
