"""Organisations as a tree: bureau, divisions, departments, units; agent banks, suppliers, evaluators, the public."""
