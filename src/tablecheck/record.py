"""Frozen values with slots, made at a sixth of what ``dataclasses`` costs at import.

Comes in: an annotated class. Goes out: the same with ``__init__``, equality, hash, repr and
pickling. A start of the command makes some forty such classes; ``dataclass(frozen=True,
slots=True)`` compiles six functions for each (docs/decisions/0003-versions.md has the figures).
Imports nothing of the project.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class of annotated fields a frozen value; defaults stand in the class body."""
    # inspect.get_annotations is the same, and costs an import at every start.
    names = tuple(cls.__dict__.get("__annotations__", {}))  # noqa: RUF063
    defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}
    body = {
        name: value
        for name, value in cls.__dict__.items()
        if name not in names and name not in ("__dict__", "__weakref__")
    }
    body.update(
        __slots__=names,
        __match_args__=names,
        __repr__=_repr,
        __eq__=_equal,
        __hash__=_hash,
        __reduce__=_reduce,
        __setattr__=_refuse,
        __delattr__=_refuse,
    )
    kind: Any = type(cls)
    made: Any = kind(cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    _defaults[made] = defaults
    made.__init__ = _first_init
    return made  # type: ignore[no-any-return]  # built at run time, the same type to the checker


_defaults: dict[type, dict[str, Any]] = {}
_made: dict[type, int] = {}
MANY = 64
"""Values of a class from which an ``__init__`` of its own is worth compiling (0.1 ms each)."""


def _first_init(self: Any, *args: object, **kwargs: object) -> None:  # noqa: ANN401
    """Set the fields of one of the first values; compile the class's own ``__init__`` for many."""
    made = type(self)
    _made[made] = _made.get(made, 0) + 1
    if _made[made] > MANY:
        _compile_init(made)
        made.__init__(self, *args, **kwargs)
        return
    names, defaults = made.__slots__, _defaults[made]
    values = dict(zip(names, args, strict=False))
    if len(args) > len(names) or not values.keys().isdisjoint(kwargs):
        raise TypeError(f"{made.__name__}: too many arguments")
    values.update(kwargs)
    for name in names:
        if name in values:
            object.__setattr__(self, name, values.pop(name))
        elif name in defaults:
            object.__setattr__(self, name, defaults[name])
        else:
            raise TypeError(f"{made.__name__}: {name} is missing")
    if values:
        raise TypeError(f"{made.__name__}: no field is named {next(iter(values))}")


def _compile_init(made: Any) -> None:  # noqa: ANN401
    names, defaults = made.__slots__, _defaults[made]
    scope: dict[str, Any] = {f"_set_{name}": getattr(made, name).__set__ for name in names}
    scope["_default"] = defaults
    arguments = "".join(
        f", {name}=_default[{name!r}]" if name in defaults else f", {name}" for name in names
    )
    sets = "\n".join(f"    _set_{name}(self, {name})" for name in names) or "    pass"
    exec(f"def __init__(self{arguments}):\n{sets}", scope)
    made.__init__ = scope["__init__"]


def replace(value: T, /, **changes: object) -> T:
    """The same record with some fields changed."""
    fields: tuple[str, ...] = value.__slots__  # type: ignore[attr-defined]  # every record has them
    kept = {name: changes.pop(name, getattr(value, name)) for name in fields}
    return type(value)(**kept, **changes)


def _fields(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any record
    return tuple(getattr(value, name) for name in value.__slots__)


def _repr(self: Any) -> str:  # noqa: ANN401
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
    return f"{type(self).__qualname__}({shown})"


def _equal(self: Any, other: object) -> Any:  # noqa: ANN401
    if type(other) is not type(self):
        return NotImplemented
    return _fields(self) == _fields(other)


def _hash(self: Any) -> int:  # noqa: ANN401
    return hash(_fields(self))


def _reduce(self: Any) -> tuple[Any, ...]:  # noqa: ANN401
    return type(self), _fields(self)


def _refuse(self: Any, *_: object) -> NoReturn:  # noqa: ANN401
    raise AttributeError(f"{type(self).__name__} is frozen")
