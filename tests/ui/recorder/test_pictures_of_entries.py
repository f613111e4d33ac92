"""Pictures that are pasted or dropped while a session runs."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication

from journeymap.core.model import Attachment
from journeymap.ui.recorder.consent import Answer
from tests.stories.driving import Driver
from tests.ui.recorder.at_work import CTRL, image, running, texts


def test_a_pasted_picture_goes_with_the_line_and_alone_it_has_words_too(driver: Driver, tmp_path: Path) -> None:
    window, place, recording = running(driver, tmp_path)
    line = place.during.line_frame.line
    QApplication.clipboard().setImage(image())
    driver.press(line, Qt.Key.Key_V, CTRL)
    assert place.during.line_frame.picture.isVisible()
    driver.type_entry(place, "the error page")
    first = recording.entries[0]
    driver.press(line, Qt.Key.Key_V, CTRL)
    driver.press(line, Qt.Key.Key_Return)
    driver.until(lambda: len(recording.entries) == 2)
    kept = driver.ask(window, lambda document: document.read().find(Attachment))
    assert [each.media_type for each in kept] == ["image/jpeg"], "the same picture is kept once"
    assert first.attachment_id == recording.entries[1].attachment_id == kept[0].id
    assert texts(recording) == ["the error page", "picture"]
    assert not place.during.line_frame.picture.isVisible()


def test_a_picture_is_put_to_an_entry_and_taken_off_it(driver: Driver, tmp_path: Path) -> None:
    _window, place, recording = running(driver, tmp_path)
    frame = place.during.line_frame
    driver.type_entry(place, "the error page")
    driver.press(frame.line, Qt.Key.Key_Up)
    QApplication.clipboard().setImage(image())
    driver.press(frame.line, Qt.Key.Key_V, CTRL)
    driver.press(frame.line, Qt.Key.Key_Return)
    driver.until(lambda: recording.entries[0].attachment_id is not None)
    assert texts(recording) == ["the error page"]
    driver.press(frame.line, Qt.Key.Key_Up)
    assert frame.picture.isVisible()
    place.resize(QSize(1200, 700))
    driver.until(lambda: not place.during.side.picture.isHidden())
    assert place.during.side.picture.accessibleName() == "Picture: the error page"
    frame.picture.click()
    driver.until(lambda: recording.entries[0].attachment_id is None)
    driver.press(frame.line, Qt.Key.Key_Escape)
    assert place.during.side.picture.isHidden()


def test_a_dropped_file_is_a_picture_or_told_to_be_none(driver: Driver, tmp_path: Path) -> None:
    _window, place, recording = running(driver, tmp_path)
    (tmp_path / "notes.txt").write_text("no picture")
    image().save(str(tmp_path / "photo.png"))

    def drop(name: str) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        no_keys, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        entering = QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, data, left, no_keys)
        QApplication.sendEvent(place.during, entering)
        assert entering.isAccepted()
        QApplication.sendEvent(place.during, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, no_keys))

    drop("notes.txt")
    driver.until(place.during.refusal.isVisible)
    assert "not a picture" in place.during.refusal.text()
    assert not place.during.line_frame.picture.isVisible()
    drop("photo.png")
    driver.type_entry(place, "what it looks like")
    assert recording.entries[0].attachment_id is not None


def test_a_picture_with_too_many_pixels_is_told_and_the_words_are_kept(driver: Driver, tmp_path: Path) -> None:
    _window, place, recording = running(driver, tmp_path)
    huge = QImage(8000, 8000, QImage.Format.Format_Mono)
    huge.fill(0)
    place.noting.take_picture(huge)
    driver.type_entry(place, "what it looks like")
    driver.until(place.during.refusal.isVisible)
    assert "too many" in place.during.refusal.text()
    assert recording.entries[0].attachment_id is None


def test_a_picture_whose_line_is_refused_waits_again_with_the_words(driver: Driver, tmp_path: Path) -> None:
    _window, place, recording = running(driver, tmp_path)
    recording.consent(Answer(("notes",), "spoken", ""))
    driver.until(lambda: recording.head.scopes == ("notes",))
    frame = place.during.line_frame
    place.noting.take_picture(image())
    driver.type(frame.line, '"what is this')
    driver.press(frame.line, Qt.Key.Key_Return)
    driver.until(place.during.refusal.isVisible)
    assert frame.picture.isVisible()
    frame.line.put("asks what this is")
    driver.press(frame.line, Qt.Key.Key_Return)
    driver.until(lambda: len(recording.entries) == 1)
    assert recording.entries[0].attachment_id is not None


def test_the_end_of_a_session_takes_no_picture_and_says_so(driver: Driver, tmp_path: Path) -> None:
    _window, place, recording = running(driver, tmp_path)
    frame = place.during.line_frame
    place.noting.take_picture(image())
    driver.type(frame.line, "= completed")
    driver.press(frame.line, Qt.Key.Key_Return)
    driver.until(place.during.refusal.isVisible)
    assert "holds no picture" in place.during.refusal.text()
    assert recording.running
    assert recording.entries == []
    assert frame.picture.isVisible()
    frame.picture.click()
    driver.press(frame.line, Qt.Key.Key_Return)
    driver.until(lambda: not recording.running)


def test_who_agreed_to_nothing_is_not_pictured(driver: Driver, tmp_path: Path) -> None:
    _window, place, recording = running(driver, tmp_path)
    recording.consent(Answer((), "spoken", ""))
    driver.until(lambda: recording.head.scopes == ())
    place.noting.take_picture(image())
    assert "agreed to nothing" in place.during.refusal.text()
    assert not place.during.line_frame.picture.isVisible()
