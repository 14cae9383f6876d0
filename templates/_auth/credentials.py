"""What an application is configured with: immutable, and silent about secrets."""

from __future__ import annotations

from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn, TypeVar

    C = TypeVar("C", bound="Credentials")


class Credentials:
    """Base of the credentials of every scheme."""

    __slots__ = ()

    environment_prefix = ""
    """What the names of environment variables begin with, such as `PETSTORE_AUTH`."""
    _secret_fields: frozenset[str] = frozenset()

    @keeps_secrets
    def clone_with(self: C, **changes: object) -> C:
        """The same credentials with some fields changed; TypeError for unknown ones."""
        fields: dict[str, Any] = {**self._fields(), **changes}
        return type(self)(**fields)

    @classmethod
    def _environment(cls, field: str) -> str | None:
        """The variable of a field; set but empty counts as not set."""
        # Imported here, so that nothing can be read before somebody asks for it.
        from os import environ

        return environ.get(f"{cls.environment_prefix}_{field.upper()}") or None

    def _set(self, **fields: object) -> None:
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    def _fields(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.field_names()}

    @classmethod
    def field_names(cls) -> tuple[str, ...]:
        """The keywords that these credentials take."""
        return tuple(name for kind in cls.__mro__ for name in _slots(kind))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"credentials are immutable: use clone_with({name}=...)")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"credentials are immutable: use clone_with({name}=None)")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((type(self), *self._fields().values()))

    def __repr__(self) -> str:
        shown = (
            (
                f"{name}=<secret>"
                if name in self._secret_fields and value
                else f"{name}={value!r}"
            )
            for name, value in self._fields().items()
        )
        return f"{type(self).__name__}({', '.join(shown)})"

    def __copy__(self: C) -> C:
        return self

    def __deepcopy__(self: C, _: object) -> C:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("credentials hold secrets and are not pickled")


def _slots(kind: type) -> tuple[str, ...]:
    return tuple(getattr(kind, "__slots__", ()))
