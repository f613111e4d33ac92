"""The place that exports: whom it counts for each audience."""

from dataclasses import replace

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
