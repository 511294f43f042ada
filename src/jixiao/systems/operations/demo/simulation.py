"""The whole simulated year, from a seed."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.systems.operations.demo.contracts import simulate_contracts
from jixiao.systems.operations.demo.desk import simulate_desk
from jixiao.systems.operations.demo.faults import simulate_faults
from jixiao.systems.operations.demo.mechanisms import simulate_mechanisms
from jixiao.systems.operations.demo.service import simulate_service
from jixiao.systems.operations.demo.work import simulate_work
from jixiao.systems.operations.demo.world import World

SEED = 20201231
DEPARTMENTS = tuple(f"第{number}部门（模拟）" for number in range(1, 161))


def simulate(seed: int = SEED, departments: Sequence[str] = DEPARTMENTS) -> World:
    """Every row and the truth about them; the same for the same seed."""
    world = World(seed, departments)
    served = simulate_service(world, simulate_contracts(world))
    simulate_desk(world, served)
    simulate_faults(world, served)
    simulate_work(world, served)
    simulate_mechanisms(world, served)
    return world
