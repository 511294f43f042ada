"""Snapshots: the published views as Parquet, by system and year, with a manifest of hashes."""
