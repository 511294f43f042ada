"""``python -m jixiao.measures.catalogue``: prints docs/measures-catalogue.md."""

from jixiao.measures.catalogue.page import page

print(page(), end="")
