"""The demonstration: a simulated office around the seven published forms. No test and no check imports its generator.

The bureau's name and the seven forms are published; every other organisation, person, programme and step is made here
from a seed, and says 模拟.
"""

from jixiao.systems.programmes.demo.build import Built, NotADemo, build, renew
from jixiao.systems.programmes.demo.cast import CAST, CastMember

__all__ = ["CAST", "Built", "CastMember", "NotADemo", "build", "renew"]
