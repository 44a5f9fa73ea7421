"""`dataclass` as the standard library has it, but for values made in a third of the time: a start makes up to 170.

For a class that is frozen and has slots the standard library writes and compiles seven functions, half a millisecond
on the machine of docs/performance.md; together a tenth of a start. Here it makes `__init__` alone. The others are the
same for all classes but for the names of their fields, and nothing is compiled for them.

A value is frozen for the type checker, which reads the standard library's decorator here. While the program runs
nothing looks at who sets an attribute; without that an instance is made in half the time, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses
    from operator import attrgetter
    from reprlib import recursive_repr

    _OF_VALUES = {"frozen": True, "slots": True}

    def dataclass(cls=None, /, **options):
        """Make a dataclass, `@dataclass(frozen=True, slots=True)` as a value; all else the standard library makes."""
        if cls is None:
            return lambda each: dataclass(each, **options)
        return _value(cls) if options == _OF_VALUES else dataclasses.dataclass(cls, **options)

    def _value(cls):
        own = cls.__dict__
        has_hash = "__hash__" in own and not (own["__hash__"] is None and "__eq__" in own)
        made = dataclasses.dataclass(cls, slots=True, eq=False, repr=False)
        fields = dataclasses.fields(made)
        compared = [each.name for each in fields if each.compare]
        hashed = [each.name for each in fields if (each.compare if each.hash is None else each.hash)]
        if "__eq__" not in own:
            made.__eq__ = _equality(_values(compared))
        if not has_hash:
            made.__hash__ = _hash(_values(hashed))
        if "__repr__" not in own:
            made.__repr__ = _repr([each.name for each in fields if each.repr])
        return made

    def _values(names):
        """Give what gives the tuple of these attributes."""
        if len(names) > 1:
            return attrgetter(*names)
        return lambda value: tuple(getattr(value, name) for name in names)

    def _equality(values):
        def __eq__(self, other):
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        return __eq__

    def _hash(values):
        def __hash__(self):
            return hash(values(self))

        return __hash__

    def _repr(names):
        @recursive_repr()
        def __repr__(self):
            told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
            return f"{self.__class__.__qualname__}({told})"

        return __repr__


__all__ = ["dataclass"]
