"""``make drill``: breaks installations on purpose and proves that nothing that was promised is lost.

Ends with 1 and the reasons when a promise is broken. ``--scale`` makes a drill smaller, never laxer.
"""

from __future__ import annotations

import argparse
import importlib
import sys

from drills.office import Broken

NAMES = ("crash", "copies")


def main() -> None:
    """Runs the named drills (all by default) at a scale."""
    parser = argparse.ArgumentParser(prog="python -m drills", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(NAMES)}; all by default")
    parser.add_argument("--scale", type=float, default=1.0, help="a fraction of the full size, e.g. 0.01")
    parser.add_argument("--seed", type=int, default=20201231, help="which random moments")
    options = parser.parse_args()
    broken = False
    for name in options.names or NAMES:
        module = importlib.import_module(f"drills.{name}")
        print(f"## {module.TITLE}\n\n{module.METHOD}\n", flush=True)
        try:
            figures: dict[str, str] = module.run(options.scale, options.seed)
        except Broken as promise:
            broken = True
            print(f"BROKEN: {promise}\n", file=sys.stderr, flush=True)
        else:
            print("\n".join(f"- {what}: {figure}" for what, figure in figures.items()) + "\n", flush=True)
    raise SystemExit(1 if broken else 0)


if __name__ == "__main__":
    main()
