"""Makes screenshots/ anew from the demo: `make screenshots`.

An SVG of each scene at each size. With `--png` a PNG beside it, if cairosvg is installed; it draws with the machine's
own fonts, so the names in other scripts want fonts that have them.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ztui.core.config import Profile
from ztui.core.paths import Folders
from ztui.sim.inprocess import start
from ztui.sim.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.scenes import Scene

FOLDER = Path(__file__).parent.parent / "screenshots"


def main() -> int:
    """Make all of them; gives the exit code."""
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    from tests.ui.scenes import AREA_SCENES, CALL_SCENES, CONSOLE_SCENES, EDIT_SCENES, FOUND_SCENES, MORE_SCENES, SIZES

    scenes = (*AREA_SCENES, *MORE_SCENES, *CONSOLE_SCENES, *EDIT_SCENES, *CALL_SCENES, *FOUND_SCENES)
    FOLDER.mkdir(exist_ok=True)
    for old in (*FOLDER.glob("*.svg"), *FOLDER.glob("*.png")):
        old.unlink()
    to_png = _png_maker() if "--png" in sys.argv[1:] else None
    with TemporaryDirectory() as state:
        for size in SIZES:
            for scene in scenes:
                svg = asyncio.run(_shot(scene, size, Path(state)))
                file = FOLDER / f"{scene.name}-{size[0]}x{size[1]}.svg"
                file.write_text(svg, encoding="utf-8")
                if to_png is not None:
                    to_png(svg, file.with_suffix(".png"))
                print(file.name)
    return 0


async def _shot(scene: Scene, size: tuple[int, int], state: Path) -> str:
    """Give the SVG of a scene in the demo; what was read for one scene is there for the next."""
    from tests.ui.house import Line, session_on
    from tests.ui.scenes import play
    from ztui.ui.app import ZtuiApp

    box = start(Options())
    try:
        # Each scene begins anew, though the one before ended without a word.
        profile = Profile("demo", timezone="America/Los_Angeles", restore_view="never")
        session = session_on(Line(box), Folders.inside(state), profile)
        app = ZtuiApp(session, demo=True)
        async with app.run_test(size=size) as pilot:
            await play(pilot, scene)
            return app.export_screenshot(title="ztui", simplify=True)
    finally:
        box.close()


def _png_maker() -> Callable[[str, Path], None] | None:
    try:
        import cairosvg
    except ImportError:
        print("cairosvg is not installed: no PNGs.", file=sys.stderr)
        return None

    def make(svg: str, file: Path) -> None:
        # The converter does not load fonts over the network: it takes the machine's own monospaced one.
        local = svg.replace("Fira Code", "DejaVu Sans Mono")
        cairosvg.svg2png(bytestring=local.encode(), write_to=str(file), scale=1.0)

    return make


if __name__ == "__main__":
    sys.exit(main())
