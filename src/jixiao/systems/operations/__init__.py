"""IT operations (运维): served systems with their agreements, the service desk, faults, inspections, people and rota.

May import contracts, programmes' public queries and foundation; what is arithmetic is ``rules.operations``.
"""
