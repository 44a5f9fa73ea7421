"""The `ztui` command, and `python -m ztui`: what is interrupted while the rest is still being loaded ends here."""

from __future__ import annotations

import sys

__all__ = ["main"]

_INTERRUPTED = 130


def main() -> int:
    """Run ztui and give its exit code."""
    try:
        from ztui.main import main as run

        code = run()
    except KeyboardInterrupt:
        code = _INTERRUPTED
    if code == _INTERRUPTED:
        # CPython ends by the signal, whatever the exit code, if the interrupt came inside of the exec of a text (as in
        # dataclasses), caught or not; another text makes it forget.
        eval("None")  # noqa: S307
    return code


if __name__ == "__main__":
    sys.exit(main())
