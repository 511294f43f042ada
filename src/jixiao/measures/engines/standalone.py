"""A small Spark cluster of this machine: a standalone master with workers, out of the installed package.

Everything binds to 127.0.0.1. Logs and work folders lie in a temporary folder that goes with the cluster.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

_HERE = "127.0.0.1"
_SECONDS_TO_START_MAX = 180


class NoSpark(RuntimeError):
    """Spark or Java is missing, or the cluster did not start."""


def is_here(master: str) -> bool:
    """Whether a master's address is on this machine."""
    return master.startswith("local") or f"//{_HERE}:" in master


@dataclass(slots=True)
class Cluster:
    """A running master and its workers; :meth:`stop` ends them."""

    master: str
    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @classmethod
    def start(cls, workers: int = 2, cores: int = 1, memory: str = "1g") -> Cluster:
        """Starts a master and workers with so many cores and so much memory each. Raises :class:`NoSpark`."""
        spark = _package()
        folder = Path(tempfile.mkdtemp(prefix="jixiao-spark-"))
        port = _free_port()
        cluster = cls(f"spark://{_HERE}:{port}", folder)
        try:
            master = ["deploy.master.Master", "--host", _HERE, "--port", str(port), "--webui-port", "0"]
            cluster._run(spark, "master", master)
            cluster._until("master", "I have been elected leader", 1)
            for number in range(1, workers + 1):
                worker = ["deploy.worker.Worker", "--host", _HERE, "--webui-port", "0", "--cores", str(cores)]
                place = ["--memory", memory, "--work-dir", str(folder / f"work{number}"), cluster.master]
                cluster._run(spark, f"worker{number}", [*worker, *place])
            cluster._until("master", "Registering worker", workers)
        except BaseException:
            cluster.stop()
            raise
        return cluster

    def stop(self) -> None:
        """Ends the workers, then the master, and removes their folder."""
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, spark: Path, name: str, words: list[str]) -> None:
        environment = os.environ | {"SPARK_HOME": str(spark), "PYSPARK_PYTHON": sys.executable}
        command = [str(spark / "bin" / "spark-class"), f"org.apache.spark.{words[0]}", *words[1:]]
        with (self.folder / f"{name}.log").open("wb") as log:
            started = subprocess.Popen(command, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)  # noqa: S603 (programs of the package)
        self.processes.append(started)

    def _until(self, name: str, said: str, times: int) -> None:
        """Waits until a log says something so many times."""
        log, end = self.folder / f"{name}.log", time.monotonic() + _SECONDS_TO_START_MAX
        while time.monotonic() < end:
            text = log.read_text(encoding="utf-8", errors="replace")
            if text.count(said) >= times:
                return
            if any(process.poll() is not None for process in self.processes):
                break
            time.sleep(0.1)
        raise NoSpark(f"{name}: {log.read_text(encoding='utf-8', errors='replace')[-600:].strip()}")


def _package() -> Path:
    """The folder of the installed Spark. Raises :class:`NoSpark`."""
    try:
        import pyspark
    except ImportError:
        raise NoSpark("没有安装 pyspark：请安装附加部分 spark（pip install 'jixiao[spark]'）") from None
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise NoSpark("没有找到 Java：Spark 需要 Java 17（Debian：openjdk-17-jre-headless）")
    return Path(pyspark.__file__).parent


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((_HERE, 0))
        port: int = asked.getsockname()[1]
        return port
