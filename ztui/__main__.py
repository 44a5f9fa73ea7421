"""`python -m ztui`, the same as the `ztui` command."""

from __future__ import annotations

import sys

from ztui.main import main

if __name__ == "__main__":
    sys.exit(main())
