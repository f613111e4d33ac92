"""Pictures go along with copied steps into another project; whatever else the clipboard holds is told in a sentence."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter

from journeymap.core.carried_pictures import CARRIED_TYPE, CarriedPicture, write_pictures
from journeymap.core.edits.lanes import add_lane, set_picture
from journeymap.core.errors import Problem
from journeymap.core.listed_steps import ListedLane
from journeymap.core.model import Attachment, Cell
from journeymap.store.document import Document
from journeymap.ui.pictures import carried_picture, read_picture, shown_picture
from tests.stories.driving import Driver
from tests.ui.map.hands import CTRL, KEY, Hands

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="5" height="5"/></svg>'


def png(width: int = 30, height: int = 20) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def header_of(width: int, height: int) -> bytes:
    """A PNG that says that it is so large; its checksum is wrong, as nobody looks so far."""
    return png()[:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + png()[24:]


def carried(data: bytes, media_type: str = "image/png") -> CarriedPicture:
    return CarriedPicture(0, ListedLane("image"), "page.png", media_type, data, "The page")


def into_clipboard(text: str, beside: bytes) -> None:
    mime = QMimeData()
    mime.setText(text)
    mime.setData(CARRIED_TYPE, QByteArray(beside))
    QGuiApplication.clipboard().setMimeData(mime)


def with_picture(hands: Hands, title: str) -> None:
    step_id, map_id = hands.id_of(title), hands.window.looking.filter.map_id

    def work(document: Document) -> None:
        with document.edit("Put a picture") as edit:
            lane = add_lane(edit, map_id, "image")
            set_picture(
                edit, step_id, lane.id, name="page.png", media_type="image/png", data=png(), alt_text="The <b>page</b>"
            )

    hands.driver.ask(hands.window, work)
    hands.driver.until(lambda: "image" in hands.lane_kinds())


@pytest.mark.parametrize("key", [KEY.Key_C, KEY.Key_X])
def test_a_picture_goes_along_into_another_project(hands: Hands, driver: Driver, tmp_path: Path, key: KEY) -> None:
    with_picture(hands, "Upload")
    hands.select("Find", "Upload")
    hands.key(key, CTRL)
    clipboard = QGuiApplication.clipboard()
    driver.until(lambda: "Upload" in clipboard.text())
    assert clipboard.mimeData().hasFormat(CARRIED_TYPE)
    assert clipboard.text() == "# Apply\nFind\nUpload\n"
    if key == KEY.Key_C:
        driver.until(lambda: hands.said() == "2 steps copied as text with 1 picture.")
    driver.desk.make(tmp_path / "other.journey", "other", "Renew a permit")
    driver.until(lambda: len(driver.desk.windows) == 2)
    window = driver.window()
    driver.until(lambda: "map" in window.places and bool(window.looking.filter.map_id))
    other = Hands(driver, window)
    driver.until(other.place.panel.empty.isVisible)
    other.put("Begin")
    other.one_entry(lambda: other.key(KEY.Key_V, CTRL))
    (cell,), (kept,) = other.find(Cell), other.find(Attachment)
    assert (cell.alt_text, cell.attachment_id, kept.data) == ("The <b>page</b>", kept.id, png())
    assert cell.step_id == other.id_of("Upload")


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        (b"\0\xff no JSON", "The pictures in the clipboard are damaged"),
        (write_pictures([carried(SVG)]), "“page.png” in the clipboard cannot be read"),
        (write_pictures([carried(b"")]), "“page.png” in the clipboard cannot be read"),
        (write_pictures([carried(png()[:-30])]), "“page.png” in the clipboard cannot be read"),
        (write_pictures([carried(header_of(30_000, 30_000))]), "“page.png” in the clipboard cannot be read"),
    ],
    ids=["no list", "a drawing", "nothing", "half a picture", "a huge picture"],
)
@pytest.mark.allows_log_warnings
def test_bad_pictures_are_told_and_the_steps_are_pasted(hands: Hands, beside: bytes, said: str) -> None:
    into_clipboard("Call\nWait\n", beside)
    hands.select("Letter")
    hands.one_entry(lambda: hands.key(KEY.Key_V, CTRL))
    hands.driver.until(lambda: "Wait" in hands.titles())
    assert "2 steps put on the map" in hands.said()
    assert said in hands.said()
    assert hands.find(Attachment) == []


def test_a_picture_that_we_would_keep_is_kept_as_it_is_and_another_one_is_written_anew() -> None:
    assert carried_picture(carried(png())) == carried(png())
    assert carried_picture(carried(png(), "image/jpeg")).media_type == "image/png"
    large = carried_picture(carried(png(2000, 10)))
    assert QImage.fromData(large.data).width() == 1600


def test_a_drawing_made_of_commands_is_no_picture_whatever_its_name_says(tmp_path: Path) -> None:
    for name in ("drawing.svg", "page.png"):
        file = tmp_path / name
        file.write_bytes(SVG)
        with pytest.raises(Problem, match="is not a picture that can be read"):
            read_picture(file)
    assert shown_picture(SVG).isNull()
    assert shown_picture(b"").isNull()
    assert shown_picture(header_of(30_000, 30_000)).isNull()
    assert shown_picture(png()).width() == 30
