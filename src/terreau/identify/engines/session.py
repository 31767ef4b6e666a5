"""A Spark session: what it needs here, how it is started and stopped.

Guarantees that what is missing is said with what to install, and that a local session listens on
this machine alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from terreau.identify.engines.errors import JavaMissing, SparkMissing, SparkUnreachable
from terreau.identify.engines.model import Settings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

OLDEST_JAVA = 17
#: Rows in one record batch between Java and Python.
BATCH = 20_000


@contextmanager
def session(settings: Settings) -> Iterator[SparkSession]:
    """A Spark session of our own, stopped at the end; it listens on this machine alone if local."""
    check()
    from pyspark.sql import SparkSession  # noqa: PLC0415  (an extra)

    master = settings.spark_master
    builder = SparkSession.builder.master(master).appName("terreau")
    for name, value in _options(settings).items():
        builder = builder.config(name, value)
    if master.startswith("local"):
        # The Python of this process has what the matching needs; « python3 » may not.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        spark = builder.getOrCreate()
    except Exception as error:
        raise SparkUnreachable(master) from error
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()


def _options(settings: Settings) -> dict[str, str]:
    options = {
        "spark.driver.memory": f"{settings.memory_mb}m",
        "spark.driver.maxResultSize": "0",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH),
        "spark.sql.adaptive.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
    }
    if settings.folder is not None:
        options["spark.local.dir"] = str(settings.folder)
    if settings.spark_master.startswith("local"):
        options |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return options


def check() -> None:
    """Raises SparkMissing or JavaMissing."""
    for package in ("pyspark", "pyarrow"):
        if find_spec(package) is None:
            raise SparkMissing(package)
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None:
        raise JavaMissing
    try:
        done = subprocess.run(  # noqa: S603  (the Java that Spark itself would start)
            [java, "-version"], capture_output=True, check=False, text=True, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        raise JavaMissing from None
    version = re.search(r'version "(\d+)', done.stderr + done.stdout)
    if version is None:
        raise JavaMissing
    if int(version[1]) < OLDEST_JAVA:
        raise JavaMissing(version[1])
