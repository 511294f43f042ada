"""Migration operations of a register's table: policies, former versions, and its published view."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation

from jixiao.foundation.database.embedded import APPLICATION, OWNER
from jixiao.foundation.identity.policies import guarded

_LOCAL = "Asia/Shanghai"
#: Columns of every record that measures have no use for.
_NEVER_PUBLISHED = frozenset({"recorded_by", "void_reason", "happened_at", "recorded_at"})


def kept(table: str) -> list[RunSQL]:
    """Row security, history, and former versions of a register's table.

    Undoing an import needs the right to delete; what is deleted stays in ``past`` and in the history.
    """
    return [
        guarded(table, deletes=True),
        RunSQL(
            f"""
            CREATE TABLE past.{table} (LIKE public.{table}, superseded_at timestamptz NOT NULL);
            CREATE INDEX ON past.{table} (id);
            ALTER TABLE past.{table} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE past.{table} FORCE ROW LEVEL SECURITY;
            CREATE POLICY reads ON past.{table} FOR SELECT USING ((SELECT identity.actor()) IS NOT NULL AND
                ((SELECT identity.everything()) OR owner_id IN (SELECT unnest((SELECT identity.sees())))));
            CREATE POLICY keeps ON past.{table} FOR INSERT TO {OWNER} WITH CHECK (true);
            GRANT SELECT ON past.{table} TO {APPLICATION};
            CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION past.stamp();
            CREATE TRIGGER keep_changed AFTER UPDATE ON {table}
                REFERENCING OLD TABLE AS former NEW TABLE AS latter FOR EACH STATEMENT EXECUTE FUNCTION past.keep();
            CREATE TRIGGER keep_removed AFTER DELETE ON {table}
                REFERENCING OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION past.keep();
            """,
            reverse_sql=f"DROP TABLE past.{table}",
        ),
    ]


def widened(table: str) -> RunSQL:
    """Gives the former versions of a register's table the columns that were added to it; publish it anew afterwards."""
    return RunSQL(
        f"""
        DO $$ DECLARE added record; BEGIN
            FOR added IN
                SELECT attname, format_type(atttypid, atttypmod) AS type FROM pg_attribute
                WHERE attrelid = 'public.{table}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            LOOP
                EXECUTE format('ALTER TABLE past.{table} ADD COLUMN IF NOT EXISTS %I %s', added.attname, added.type);
            END LOOP;
        END $$;
        """,  # noqa: S608 (names of ours)
        reverse_sql=RunSQL.noop,
    )


def holding_together(*tables: str) -> list[RunSQL]:
    """Refuses in the database what the action refuses: voiding a record to which others that hold refer, and letting a
    record hold that refers to a voided one. Every register's table needs it; a test asks.
    """
    return [
        RunSQL(
            f"""
            CREATE TRIGGER whole_holds AFTER UPDATE ON {table} FOR EACH ROW
                WHEN (OLD.void_reason = '' AND NEW.void_reason <> '') EXECUTE FUNCTION past.refuse_voiding_in_use();
            CREATE TRIGGER part_added AFTER INSERT ON {table}
                REFERENCING NEW TABLE AS latter FOR EACH STATEMENT EXECUTE FUNCTION past.refuse_voided_whole();
            CREATE TRIGGER part_changed AFTER UPDATE ON {table}
                REFERENCING NEW TABLE AS latter FOR EACH STATEMENT EXECUTE FUNCTION past.refuse_voided_whole();
            """,
            reverse_sql=f"""
            DROP TRIGGER whole_holds ON {table}; DROP TRIGGER part_added ON {table};
            DROP TRIGGER part_changed ON {table};
            """,
        )
        for table in tables
    ]


class Publish(Operation):
    """Publishes a register's model as the view ``published.<table>``: every version, none that was voided.

    ``programme`` is the way of foreign keys to the programme that a record belongs to (``system__programme``);
    ``hides`` names fields that are not published (personal data, long texts). Moments come as local time and as local
    date (``opened_at``, ``opened_on``), days also as integers (``opened_day``, days since 1970-01-01);
    ``superseded_at`` is empty in the version that holds.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model: str, *, programme: str = "", hides: tuple[str, ...] = ()) -> None:
        self.model = model
        self.programme = programme
        self.hides = hides

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Views are no part of Django's state."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Makes the view, or makes it anew."""
        model = to_state.apps.get_model(app_label, self.model)
        for statement in view_of(model, self.programme, self.hides):
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drops the view."""
        model = from_state.apps.get_model(app_label, self.model)
        schema_editor.execute(f"DROP VIEW IF EXISTS published.{model._meta.db_table}")

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As a migration writes it."""
        return "Publish", [self.model], {"programme": self.programme, "hides": self.hides}

    def describe(self) -> str:
        """One line for ``jixiao migrate``."""
        return f"Publish {self.model}"


def view_of(model: type[models.Model], programme: str, hides: tuple[str, ...]) -> list[str]:
    """The statements that publish a model."""
    table = model._meta.db_table
    published = [
        shown
        for field in model._meta.concrete_fields
        if field.name not in _NEVER_PUBLISHED and field.name not in hides
        for shown in _shown(field)
    ]
    joins, owner_of_programme = _joins(model, programme)
    if owner_of_programme:
        published.append(f"{owner_of_programme} AS programme_id")
    published.append(f"extract(year FROM r.happened_at AT TIME ZONE '{_LOCAL}')::bigint AS record_year")
    published.append(_local("r.recorded_at", "recorded_at"))
    halves = [_half(source, [*published, _superseded(source)], table, joins) for source in ("public", "past")]
    view = f"published.{table}"
    return [
        f"DROP VIEW IF EXISTS {view}",
        f"CREATE VIEW {view} WITH (security_invoker = true) AS {' UNION ALL '.join(halves)}",
        f"GRANT SELECT ON {view} TO {APPLICATION}",
    ]


def _half(source: str, columns: list[str], table: str, joins: str) -> str:
    return f"SELECT {', '.join(columns)} FROM {source}.{table} r {joins} WHERE r.void_reason = ''"  # noqa: S608 (names of ours)


def _shown(field: Any) -> list[str]:
    """A field's published columns, with types that every engine has."""
    column = f"r.{field.column}"
    if isinstance(field, models.DateTimeField):
        stem, local = field.name.removesuffix("_at"), f"({column} AT TIME ZONE '{_LOCAL}')::date"
        return [_local(column, field.name), f"{local} AS {stem}_on", f"{_ordinal(local)} AS {stem}_day"]
    if isinstance(field, models.DecimalField):
        return [f"{column}::numeric({field.max_digits},{field.decimal_places}) AS {field.column}"]
    if isinstance(field, (models.SmallIntegerField, models.IntegerField, models.ForeignKey)):
        return [f"{column}::bigint AS {field.column}"]
    if isinstance(field, (models.CharField, models.TextField)):
        return [f"{column}::text AS {field.column}"]
    if isinstance(field, models.DateField):
        return [f"{column} AS {field.column}", f"{_ordinal(column)} AS {field.name.removesuffix('_on')}_day"]
    if isinstance(field, models.BooleanField):
        return [f"{column} AS {field.column}"]
    raise TypeError(f"{field} has no published type; hide it")


def _ordinal(day: str) -> str:
    """Days since 1970-01-01: what lies between two days is then a difference of integers on every engine."""
    return f"({day} - DATE '1970-01-01')::bigint"


def _local(column: str, name: str) -> str:
    return f"({column} AT TIME ZONE '{_LOCAL}') AS {name}"


def _superseded(source: str) -> str:
    return "NULL::timestamp AS superseded_at" if source == "public" else _local("r.superseded_at", "superseded_at")


def _joins(model: type[models.Model], programme: str) -> tuple[str, str]:
    """The joins along the way to the programme, and the column that names it; none where the record names it itself."""
    if not programme or programme == "programme":
        return "", ""
    joins, here, at = [], "r", model
    *steps, last = programme.split("__")
    for number, step in enumerate(steps, 1):
        field: Any = at._meta.get_field(step)
        at = field.related_model
        joins.append(f"LEFT JOIN public.{at._meta.db_table} j{number} ON j{number}.id = {here}.{field.column}")
        here = f"j{number}"
    return " ".join(joins), f"{here}.{at._meta.get_field(last).column}"
