"""Columns that follow from another column of their row, stored for look-ups."""

from typing import Any, Self

from django.db import models

from meetings.text.domains import hash_page


class DerivedField(models.CharField[str, str]):
    """A text made of another field whenever its row is saved; `source` is the name of that field."""

    def __init__(self, *args: Any, source: str = "name", **options: Any) -> None:
        self.source = source
        options.setdefault("editable", False)
        options.setdefault("db_index", True)
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.derive(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value

    def derive(self, value: Any) -> str:
        """Return the text that follows from `value` of the source."""
        raise NotImplementedError


class PageHashField(DerivedField):
    """The hash of the page that an address names, the same for all addresses of one page; empty without an address."""

    def derive(self, value: Any) -> str:
        return hash_page(value)


class PageQuerySet(models.QuerySet[Any]):
    """Records that have an address on the web, with `page_hash`."""

    def of_page(self, address: str | None) -> Self:
        """Return the records of the page at `address`, whichever of its addresses they have; none without one."""
        return self.filter(page_hash=hash_page(address)) if address else self.none()
