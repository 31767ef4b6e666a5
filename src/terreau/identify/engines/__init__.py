"""Where matching runs: in this process, in DuckDB with a disk, on Spark; one answer. Pure."""
