"""Migrations: all or nothing, and a drift that no comparison of column lists would see is seen."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Column, Text

from journeymap.store import engine, migrations, opening

if TYPE_CHECKING:
    from alembic.operations import Operations


def add_column(operations: "Operations") -> None:
    operations.add_column("step", Column("mood", Text, nullable=False, server_default=""))


def fail_half_way(operations: "Operations") -> None:
    operations.drop_index("consent_of_session")
    raise RuntimeError("half way")


def test_a_migration_brings_the_version_forward(tmp_path: Path) -> None:
    connection = engine.open_working(tmp_path / "a")
    migrations.create(connection)
    migrations.migrate(connection, [(1999, add_column)])
    assert migrations.user_version(connection) == 1999
    assert "mood" in migrations.schema_text(connection)["table step"]
    engine.close(connection)


def test_a_failed_migration_leaves_nothing_of_itself(tmp_path: Path) -> None:
    connection = engine.open_working(tmp_path / "a")
    migrations.create(connection)
    before = migrations.schema_text(connection)
    with pytest.raises(RuntimeError, match="half way"):
        migrations.migrate(connection, [(1998, add_column), (1999, fail_half_way)])
    assert migrations.schema_text(connection) == before
    assert migrations.user_version(connection) == migrations.LATEST
    assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    engine.close(connection)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("STRICT", ""),
        ("CHECK (kind IN", "CHECK (1 OR kind IN"),
        ("FOREIGN KEY(map_id) REFERENCES journey_map (id), ", ""),
    ],
)
def test_drift_sees_strict_checks_and_references(tmp_path: Path, old: str, new: str) -> None:
    connection = engine.open_working(tmp_path / "a")
    migrations.create(connection)
    assert opening.drift(connection) == []
    sql = migrations.schema_text(connection)["table step"]
    assert old in sql
    changed = sql.replace(old, new).rstrip(", ")
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    connection.exec_driver_sql("DROP TABLE step")
    connection.exec_driver_sql(changed)
    assert opening.drift(connection) == ["the table step is not as journeymap makes it"]
    engine.close(connection)


def test_drift_sees_a_trigger(tmp_path: Path) -> None:
    connection = engine.open_working(tmp_path / "a")
    migrations.create(connection)
    connection.exec_driver_sql("CREATE TRIGGER t AFTER INSERT ON step BEGIN SELECT 1; END")
    assert opening.drift(connection) == ["the trigger t was not made by journeymap"]
    engine.close(connection)
