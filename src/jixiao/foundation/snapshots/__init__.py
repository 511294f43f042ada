"""Snapshots of this installation: which database, as whom, where to, and whether its records are simulated.

How a snapshot is taken and what it is, is in ``jixiao.measures.snapshot``; here is what an installation adds.
"""

from jixiao.foundation.snapshots.taking import published_source, snapshot_store, take_snapshot

__all__ = ["published_source", "snapshot_store", "take_snapshot"]
