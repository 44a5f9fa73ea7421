"""What a start has to tell: it stays on the speaking line until a key is pressed, whatever else is said meanwhile."""

from __future__ import annotations

__all__ = ["Standing"]


class Standing:
    """Sentences that nobody may miss."""

    def __init__(self) -> None:
        self._told: list[tuple[str, str]] = []

    def __bool__(self) -> bool:
        return bool(self._told)

    def add(self, text: str, style: str) -> None:
        """Let a sentence stand, behind those that do."""
        if (text, style) not in self._told:
            self._told.append((text, style))

    def clear(self) -> bool:
        """Take them for read; tells whether there were any."""
        told, self._told = self._told, []
        return bool(told)

    def words(self, room: int) -> tuple[str, str]:
        """Give them in one text, with the style of the worst.

        Args:
            room: Characters that can be shown; if they do not fit, how many more there are is said.
        """
        texts = [text for text, _style in self._told]
        style = "bad" if any(style == "bad" for _text, style in self._told) else "warn"
        joined = " ".join(texts)
        if len(texts) < 2 or len(joined) <= room:
            return joined, style
        return f"And {len(texts) - 1} more, see :messages. {texts[0]}", style
