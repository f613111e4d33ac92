"""The place that exports: whom it counts for each audience."""

from dataclasses import replace
from pathlib import Path

from journeymap.core.model import Consent
from journeymap.store.document import Document
from journeymap.ui.reporting import ReportPlace
from tests.stories.driving import Driver


def test_consent_that_has_run_out_is_not_counted_for_an_audience(driver: Driver) -> None:
    window = driver.sample()
    window.go("report")
    place = window.places["report"]
    assert isinstance(place, ReportPlace)
    allowed = place.allowed
    driver.until(lambda: allowed.value is not None)
    assert allowed.value is not None
    before = allowed.value.by_audience

    def run_out(document: Document) -> None:
        with document.edit("Let a consent run out") as edit:
            shared = next(each for each in edit.find(Consent) if "share_org" in each.scopes)
            edit.put(replace(shared, expires_at_ms=1))

    driver.ask(window, run_out)
    driver.until(lambda: allowed.value is not None and allowed.value.by_audience["board"] == before["board"] - 1)
    assert allowed.value.by_audience["team"] == before["team"] - 1


def test_a_project_without_a_map_has_no_title_before_its_sessions(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "empty.journey"
    Document.create(path, title="Empty").close()
    driver.desk.open(path)
    window = driver.window()
    headings: list[tuple[str, str]] = []
    window.go("report")
    window.places["report"].headed.connect(lambda *words: headings.append(words))
    driver.until(lambda: bool(headings) and bool(headings[-1][1]))
    assert headings[-1] == ("Report", "0 sessions")
