from pytestqt.qtbot import QtBot

from classroom_app.gui.projector.link_picture import LinkPicture


def test_the_drawn_link(qtbot: QtBot) -> None:
    picture = LinkPicture()
    qtbot.addWidget(picture)
    picture.resize(200, 60)
    picture.show_link("192.168.100.100:8000")
    picture.resize_to(50)
    picture.grab()
    assert picture.accessibleName() == "192.168.100.100:8000"
