"""``python -m tools.published_tables``: writes the contract of the published tables from a migrated database."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from tests.support import installation

CONTRACT = Path(__file__).parents[1] / "src" / "jixiao" / "measures" / "tables" / "published.yaml"
_HEAD = (
    "# The published tables, their columns and types. Made by `python -m tools.published_tables`; not edited by hand.\n"
)


def written(tables: Mapping[str, Mapping[str, str]]) -> str:
    """The contract's text."""
    plain = {table: dict(columns) for table, columns in sorted(tables.items())}
    return _HEAD + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)


def views_of_the_database() -> Mapping[str, Mapping[str, str]]:
    """The published views of this process's installation. Django must have been set up."""
    from jixiao.foundation.snapshots import published_source

    with published_source() as source:
        return source.tables()


def main() -> None:
    """Makes an installation, reads its views, writes the contract."""
    installation.installation()
    import django

    django.setup()
    try:
        CONTRACT.write_text(written(views_of_the_database()), encoding="utf-8")
    finally:
        installation.stop()


if __name__ == "__main__":
    main()
