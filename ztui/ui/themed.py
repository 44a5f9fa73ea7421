"""How the app looks, and which keys it has: the profile's theme, its keys, and what the terminal cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.app import App
from textual.filter import Monochrome, NoColor

from ztui.core.errors import ConfigError, UnknownName
from ztui.ui.keys import keymap_of
from ztui.ui.theme import DEFAULT, THEMES
from ztui.ui.widgets.paint import ASCII, UNICODE
from ztui.ui.widgets.table_lines import NO_BAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.filter import LineFilter

    from ztui.core.config import Profile
    from ztui.core.errors import ZtuiError

__all__ = ["ThemedApp"]

_THEMES: Final = tuple(each.name for each in THEMES)


class ThemedApp(App[None], inherit_bindings=False):
    """An app with the house's themes.

    Attributes:
        ascii_only: Our own signs are drawn in ASCII.
        signs: The signs that the terminal can show.
        keymap_in_use: Keys of the profile by the ids of actions.
    """

    ascii_only = False
    signs = UNICODE

    def begin_looks(self, profile: Profile, *, ascii_only: bool, ascii_text: bool) -> None:
        """Begin with the looks of a profile.

        Args:
            profile: Whose.
            ascii_only: Draw our own signs in ASCII.
            ascii_text: Write all text in ASCII, for terminals that know nothing else.
        """
        self.animation_level = "none"
        self.keymap_in_use: dict[str, str] = {}
        self.ascii_only = ascii_only or ascii_text
        self.signs = ASCII if self.ascii_only else UNICODE
        self._last_filters = _in_ascii(whole=ascii_text) if self.ascii_only else ()
        self._colourless = NoColor()
        cursor = profile.table_cursor or ("gutter" if self.no_color else "bar")
        self.set_class(cursor == "gutter", NO_BAR)
        for theme in THEMES:
            self.register_theme(theme)
        self._begin_in(profile.theme if profile.theme in _THEMES else DEFAULT)

    def _begin_in(self, theme: str) -> None:
        """Take a theme as if the app had been made in it: setting it would have all style sheets read twice."""
        self.set_reactive(App.theme, theme)
        dark = self.current_theme.dark
        for name, on in ((f"-theme-{theme}", True), ("-dark-mode", dark), ("-light-mode", not dark)):
            self.set_class(on, name, update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def take_looks(self, profile: Profile) -> list[ZtuiError]:
        """Take keys and theme of a profile.

        Returns:
            What is none of ours, and is left out.
        """
        self.keymap_in_use, wrong = keymap_of(profile.keys)
        self.set_keymap(self.keymap_in_use)
        errors: list[ZtuiError] = [ConfigError(each.message, each.hint) for each in wrong]
        if profile.theme not in ("", *_THEMES):
            errors.append(UnknownName("theme", profile.theme, _THEMES))
        self.theme = profile.theme if profile.theme in _THEMES else DEFAULT
        return errors

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Send no colours at all where none are wanted; the framework would send greys."""
        filters = super().get_line_filters()
        if self.no_color:
            filters = [*(each for each in filters if not isinstance(each, Monochrome | NoColor)), self._colourless]
        return [*filters, *self._last_filters]


def _in_ascii(*, whole: bool) -> Sequence[LineFilter]:
    """Give what writes all text in ASCII, or only the signs of which sentences are made here."""
    from ztui.ui.ascii_text import AsciiSigns, AsciiText

    return (AsciiText() if whole else AsciiSigns(),)
