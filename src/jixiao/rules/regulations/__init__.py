"""Dated law as values: a citation, a value with its period of force, and the error when no rule is in force."""

from jixiao.rules.regulations.dated import Citation, DatedParameter, DatedValue, NoRuleInForce

__all__ = ["Citation", "DatedParameter", "DatedValue", "NoRuleInForce"]
