"""``python -m jixiao.interfaces.cli`` is ``jixiao``."""

from jixiao.interfaces.cli import main

main()
