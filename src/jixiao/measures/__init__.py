"""Measures (度量): actual values from records, written once as Ibis expressions, run on three engines.

``catalogue`` holds one file a system; ``engines`` is the only place that names PostgreSQL, DuckDB or Spark;
``snapshot`` writes the published views as Parquet with a manifest of hashes. Engines return exact sums and counts;
ratios are made in ``rules.measurement``. May import ``parameters`` and ``rules``; knows nothing of Django.
"""
