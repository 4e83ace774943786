"""Which connections the web and the workers get."""

from pathlib import Path

from cms import database

URL = "postgresql://lan%20toa:m%40t@db.example:5433/lantoa"


def test_the_web_shares_a_pool_and_a_worker_keeps_one_connection() -> None:
    web = database.configuration(URL, sqlite_path=Path("x"), pool_size=8)
    worker = database.configuration(URL, sqlite_path=Path("x"))

    assert (web["USER"], web["PASSWORD"], web["PORT"]) == ("lan toa", "m@t", "5433")
    assert web["OPTIONS"]["pool"]["max_size"] == 8
    assert web["CONN_MAX_AGE"] == 0
    assert "pool" not in worker["OPTIONS"]
    assert worker["CONN_MAX_AGE"] == 600
    assert web["CONN_HEALTH_CHECKS"] is worker["CONN_HEALTH_CHECKS"] is True


def test_sqlite_needs_no_pool() -> None:
    assert "pool" not in database.configuration("", sqlite_path=Path("x"), pool_size=8)["OPTIONS"]
