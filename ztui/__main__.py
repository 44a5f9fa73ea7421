"""The `ztui` command, and `python -m ztui`: what is interrupted while the rest is still being loaded ends here."""

from __future__ import annotations

import sys

__all__ = ["main"]

_INTERRUPTED = 130


def main() -> int:
    """Run ztui and give its exit code."""
    try:
        from ztui.main import main as run

        return run()
    except KeyboardInterrupt:
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
