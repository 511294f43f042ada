"""jixiao (绩效): public money's performance targets as promises that can be checked.

Layers, each blind to what is above it: ``interfaces > documents > parameters > rules``.
See docs/architecture.md for the map and docs/glossary.md for the words.
"""
