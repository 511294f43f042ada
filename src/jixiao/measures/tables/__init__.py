"""What the systems publish: the tables that measures read, their columns and types, alike on every engine.

``published.yaml`` is made from the views of a migrated database by ``python -m tools.published_tables``; a test fails
when it is not current.
"""

from jixiao.measures.tables.published import NotPublished, columns_of, published, published_tables

__all__ = ["NotPublished", "columns_of", "published", "published_tables"]
