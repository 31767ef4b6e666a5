"""Where matching runs: in this process with DuckDB, or on Spark; the same answer on both."""
