"""What the history costs: twenty clients writing without it, with it, and with a chain inside their transactions."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import psycopg

from jixiao.foundation.database.embedded import ADMINISTRATOR, APPLICATION, DATABASE, EmbeddedServer, binary

TITLE = "Twenty clients and the history"
METHOD = """\
pgbench with 20 clients on the embedded server, each transaction says who asks and inserts five rows of eight columns
into a table, as the application's role. "no history": the bare table. "history, sealed afterwards": the project's
statement trigger, while a sealer chains finished entries every second. "chained inside the transaction": the same
trigger and, in the same transaction, a chain that each writer extends by its entries, which makes writers wait for each
other. Three rounds, the kinds in turn, medians."""

CLIENTS = 20
KINDS = {"bare": "no history", "sealed": "history, sealed afterwards", "chained": "chained inside the transaction"}

_TABLES = f"""
CREATE TABLE {{name}} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner_id bigint NOT NULL, person_id bigint, name text,
    amount numeric(17,2), note text, happened_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL DEFAULT now());
GRANT SELECT, INSERT ON {{name}} TO {APPLICATION};
"""
_CHAIN = """
CREATE TABLE chain_head (digest bytea NOT NULL);
INSERT INTO chain_head VALUES ('');
CREATE FUNCTION chain_now() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE chain_head SET digest = sha256(digest || (SELECT string_agg(e.digest, ''::bytea ORDER BY e.id)
        FROM history.entry e WHERE e.xid = pg_current_xact_id()));
    RETURN NULL;
END $$;
"""
_SCRIPT = """\
BEGIN;
SELECT set_config('jixiao.actor', 'person:u1', true), set_config('jixiao.everything', 'yes', true);
INSERT INTO {name} (owner_id, person_id, name, amount, note, happened_at)
SELECT 1, 1, '运维工单处理', 1234.56, '第' || n || '条记录的说明文字', now() FROM generate_series(1, 5) AS n;
COMMIT;
"""


def run(scale: float = 1.0) -> list[dict[str, str]]:
    """Transactions a second of each kind; ``scale`` shortens the rounds of ten seconds."""
    seconds = max(1, round(10 * scale))
    with tempfile.TemporaryDirectory() as folder:
        server = _prepared(Path(folder) / "home")
        try:
            rounds = [{kind: _measured(server, kind, seconds, Path(folder)) for kind in KINDS} for _ in range(3)]
        finally:
            server.leave()
    medians = {kind: statistics.median(each[kind] for each in rounds) for kind in KINDS}
    return [
        {
            "kind": words,
            "transactions a second": f"{medians[kind]:,.0f}",
            "rows a second": f"{medians[kind] * 5:,.0f}",
            "of no history": f"{medians[kind] / medians['bare']:.0%}",
        }
        for kind, words in KINDS.items()
    ]


def _prepared(home: Path) -> EmbeddedServer:
    server = EmbeddedServer(home)
    server.enter()  # used until the end: a command that comes and goes meanwhile does not stop it
    environment = os.environ | {"JIXIAO_HOME": str(home)}
    subprocess.run([sys.executable, "-m", "jixiao.interfaces.cli", "migrate"], check=True, env=environment)
    with psycopg.connect(server.address(ADMINISTRATOR), autocommit=True) as connection:
        for kind in KINDS:
            connection.execute(_TABLES.format(name=kind))
        connection.execute(
            "SELECT history.watch('sealed', 'owner_id', '{}'), history.watch('chained', 'owner_id', '{}')"
        )
        connection.execute(_CHAIN)
        connection.execute(
            "CREATE TRIGGER history_insert_then_chain AFTER INSERT ON chained "
            "FOR EACH STATEMENT EXECUTE FUNCTION chain_now()"
        )
    return server


def _measured(server: EmbeddedServer, kind: str, seconds: int, folder: Path) -> float:
    script = folder / f"{kind}.sql"
    script.write_text(_SCRIPT.format(name=kind), encoding="utf-8")
    over = threading.Event()
    sealer = threading.Thread(target=_seal_every_second, args=(server, over))
    if kind == "sealed":
        sealer.start()
    command = [binary("pgbench"), "--no-vacuum", f"--client={CLIENTS}", "--jobs=2", f"--time={seconds}"]
    environment = os.environ | {
        "PGHOST": str(server.socket_folder),
        "PGUSER": APPLICATION,
        "PGPASSWORD": server.secret(APPLICATION),
    }
    done = subprocess.run(
        [*command, f"--file={script}", DATABASE], env=environment, capture_output=True, text=True, check=True
    )
    over.set()
    if kind == "sealed":
        sealer.join()
    found = re.search(r"^tps = ([\d.]+)", done.stdout, re.M)
    if not found:
        raise RuntimeError(done.stdout + done.stderr)
    return float(found[1])


def _seal_every_second(server: EmbeddedServer, over: threading.Event) -> None:
    with psycopg.connect(server.address(APPLICATION), autocommit=True) as connection:
        while not over.wait(1):
            connection.execute("SELECT history.seal_now()")
