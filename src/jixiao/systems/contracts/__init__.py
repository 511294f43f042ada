"""Contracts (合同): parties, clauses, milestones, changes, acceptance, suppliers, supervision (监理), archives.

Used by operations now, by procurement and treasury later. May import programmes' public queries and foundation.
"""
