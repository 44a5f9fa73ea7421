"""`ztui call ID --beside ID`: two calls, their ladders and in what they differ."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from ztui.cli.call import WIDTH, data_of, sounded
from ztui.cli.output import Form, print_object
from ztui.cli.streams import is_unicode
from ztui.services.calls.beside import beside_lines, compared, difference_lines
from ztui.services.calls.finding import find_call
from ztui.services.calls.whole import read_whole

if TYPE_CHECKING:
    from ztui.cli.runtime import GlobalOptions, Runtime
    from ztui.services.calls.drawing import Line
    from ztui.services.calls.ladder import Ladder
    from ztui.services.calls.quality import Quality

__all__ = ["print_beside"]


async def print_beside(
    runtime: Runtime,
    options: GlobalOptions,
    ids: tuple[str, str],
    form: Form,
    *,
    plain: bool,
    quality: bool,
    search: bool,
) -> int:
    """Print two calls and give the exit code; a quality that cannot be had is told when they are printed."""
    async with runtime.session(options) as session:
        await session.learn_sites(ask=not options.offline and form is Form.TABLE)
        ladders: list[Ladder] = []
        qualities: list[Quality | None] = []
        problems = []
        for id in ids:
            ladder = await read_whole(session, await find_call(session, id, search=search))
            found, problem = await sounded(session, ladder) if quality else (None, None)
            ladders.append(ladder)
            qualities.append(found)
            problems += [problem] if problem is not None else []
        viewer = session.viewer(ascii=plain or not is_unicode(runtime.stdout))
        found_differences = compared(ladders[0], ladders[1], viewer, (qualities[0], qualities[1]))
        if form is Form.TABLE:
            out = runtime.stdout
            width = shutil.get_terminal_size().columns if out.isatty() else WIDTH
            _write(runtime, difference_lines(found_differences, width, ascii=viewer.ascii))
            out.write("\n")
            _write(runtime, beside_lines(ladders[0], ladders[1], width, viewer))
        else:
            data = {
                "calls": [data_of(ladder, quality) for ladder, quality in zip(ladders, qualities, strict=True)],
                "compared": [
                    {"what": str(each.label), "one": str(each.one), "other": str(each.other), "same": each.is_same}
                    for each in found_differences
                ],
            }
            print_object(data, form, runtime.stdout)
    if problems:
        raise problems[0]
    return 0


def _write(runtime: Runtime, lines: list[Line]) -> None:
    for line in lines:
        runtime.stdout.write("".join(span.text for span in line).rstrip() + "\n")
