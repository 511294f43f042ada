"""Findings: what a check has to say. Checks return all of them; they never raise."""

from jixiao.rules.findings.finding import Finding, Severity

__all__ = ["Finding", "Severity"]
