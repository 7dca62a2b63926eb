"""``python -m tui`` is ``quoth``."""

from tui.cli import main

if __name__ == "__main__":
    main()
