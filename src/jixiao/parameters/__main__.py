"""``python -m jixiao.parameters > docs/parameters.md``."""

from jixiao.parameters.catalogue import catalogue

print(catalogue(), end="")
