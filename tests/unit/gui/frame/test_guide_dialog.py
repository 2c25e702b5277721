import re

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.frame.guide_dialog import GuideDialog, GuidePage
from classroom_app.system.paths import guides_dir


@pytest.mark.parametrize(("language", "heading"), [("en", "first class"), ("ko", "첫 수업")])
def test_the_guide_in_both_languages(
    language: str, heading: str, window: QWidget, qtbot: QtBot
) -> None:
    window.show()
    dialog = GuideDialog(language, window)
    dialog.show()
    assert not dialog.isModal()
    assert heading in dialog.page.document().begin().text()
    assert dialog.height() <= dialog.screen().availableSize().height()
    with qtbot.waitSignal(dialog.finished):
        dialog.close()


@pytest.mark.parametrize(("language", "heading"), [("en", "One school"), ("ko", "한 학교")])
def test_the_page_on_a_schools_server_shows_every_line_whole(
    language: str, heading: str, window: QWidget
) -> None:
    window.show()
    dialog = GuideDialog(language, window)
    dialog.show_school()
    dialog.show()
    assert heading in dialog.page.document().begin().text()
    assert dialog.page.horizontalScrollBar().maximum() == 0
    dialog.close()


@pytest.mark.parametrize("name", ["GUIDE.md", "GUIDE.ko.md"])
def test_its_pictures_are_there_and_fit(name: str, qtbot: QtBot) -> None:
    page = GuidePage()
    qtbot.addWidget(page)
    kind = QTextDocument.ResourceType.ImageResource.value
    names = re.findall(r"\]\((images/[^)]+)\)", (guides_dir() / name).read_text("utf-8"))
    assert len(names) >= 5
    for picture in names:
        image = page.loadResource(kind, QUrl(picture))
        assert isinstance(image, QImage)
        assert not image.isNull(), picture
        assert image.deviceIndependentSize().width() <= 700


def test_links_lead_to_headings_and_pages(qtbot: QtBot) -> None:
    page = GuidePage()
    qtbot.addWidget(page)
    page.resize(600, 300)
    page.show_page("GUIDE.md")
    page.show()
    page.follow(QUrl("#when-phones-cannot-connect"))
    assert page.verticalScrollBar().value() > 0
    page.follow(QUrl("GUIDE.ko.md"))
    assert page.page == "GUIDE.ko.md"
    assert page.verticalScrollBar().value() == 0
    for outside in ("../README.md#install", "https://example.org/", "nothing.md"):
        page.follow(QUrl(outside))
        assert page.page == "GUIDE.ko.md"


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "Your first own lesson"), ("ko", "처음 만드는 내 교안")]
)
def test_the_way_to_an_own_lesson(language: str, heading: str, window: QWidget) -> None:
    dialog = GuideDialog(language, window)
    dialog.show()
    dialog.show_own_lesson()
    page = dialog.page
    assert page.verticalScrollBar().value() > 0
    assert page.cursorForPosition(page.rect().topLeft()).block().text() in ("", heading)
    assert heading in page.toPlainText()
    dialog.close()
