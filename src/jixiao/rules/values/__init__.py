"""Exact values with their units: what a target states, what an actual states."""

from jixiao.rules.values.target import Operator, ParsedTarget, TargetValue

__all__ = ["Operator", "ParsedTarget", "TargetValue"]
