"""Each small widget: what it shows, what it says when it is used."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from classroom_app.application.ports import SessionSummary
from classroom_app.domain import commands as cmd
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.board.arrangement import Order
from classroom_app.gui.board.counter_bar import CounterBar
from classroom_app.gui.board.help_model import HelpModel, Ticket, TicketGroup
from classroom_app.gui.board.help_panel import CARDS_SHOWN, HelpPanel
from classroom_app.gui.board.matrix_model import MatrixModel
from classroom_app.gui.board.order_box import OrderBox
from classroom_app.gui.board.step_model import StepModel
from classroom_app.gui.board.steps_panel import StepsPanel
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.board.students_panel import StudentsPanel, View
from classroom_app.gui.board.ticket_card import TicketCard
from classroom_app.gui.board.unclear_banner import UnclearBanner
from classroom_app.gui.frame.notice_bar import NoticeBar
from classroom_app.gui.frame.side_rail import PAGES, SideRail
from classroom_app.gui.kit.buttons import ActionButton
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.qr_code import QrCode, qr_image, wifi_text
from classroom_app.gui.kit.ring import Ring
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.language import Language
from classroom_app.gui.lead.bottom_bar import BottomBar
from classroom_app.gui.lead.countdown_bar import CountdownBar
from classroom_app.gui.lead.recovery_banner import RecoveryBanner
from classroom_app.gui.lead.status_pill import StatusPill
from classroom_app.gui.lead.top_bar import TopBar
from classroom_app.gui.projector.fitted_label import FittedLabel
from classroom_app.gui.projector.link_picture import LinkPicture
from classroom_app.gui.settings.flowing_page import FlowingPage
from tests.helpers.lecture import NINE
from tests.unit.gui.conftest import Stage


class Address:
    """Where phones would find the program."""

    port, scheme = 8000, "http"

    def urls(self) -> list[str]:
        return ["http://192.168.0.12:8000"]

    def join_url(self, code: str) -> str:
        return f"http://192.168.0.12:8000/join/{code}"


def child(widget: QWidget, name: str) -> QWidget:
    found = widget.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def button(widget: QWidget, name: str) -> QPushButton:
    found = child(widget, name)
    assert isinstance(found, QPushButton)
    return found


def label(widget: QWidget, name: str) -> str:
    found = child(widget, name)
    assert isinstance(found, Label)
    return found.text()


def is_shown(widget: QWidget) -> bool:
    return not widget.isHidden()


def test_a_label_is_plain_text(qtbot: QtBot) -> None:
    for plain in (Label("<b>x</b>"), ElidedLabel("<b>x</b>")):
        qtbot.addWidget(plain)
        assert plain.textFormat() is Qt.TextFormat.PlainText
    assert ElidedLabel("<b>x</b>").toolTip() == "<qt>&lt;b&gt;x&lt;/b&gt;</qt>"


def test_a_long_line_needs_little_room(qtbot: QtBot) -> None:
    line = ElidedLabel("long " * 50)
    qtbot.addWidget(line)
    assert line.minimumSizeHint().width() < 200
    line.resize(80, 20)
    line.grab()


def test_a_button_follows_its_action(stage: Stage, qtbot: QtBot) -> None:
    face = ActionButton(stage.actions.pause, "pause", name="pauseButton", parent=stage.window)
    assert not face.isEnabled()
    assert face.toolTip() == "The class has not started: start the first step."
    stage.hall.teach(cmd.NextStep())
    QTest.mouseClick(face, Qt.MouseButton.LeftButton)
    assert stage.hall.session.status is SessionStatus.PAUSED
    assert face.text() == "Resume"
    lock = ActionButton(stage.actions.lock, "lock", icon_only=True, parent=stage.window)
    QTest.mouseClick(lock, Qt.MouseButton.LeftButton)
    assert lock.isChecked()
    assert (lock.text(), lock.accessibleName()) == ("", "Locked")
    lock.show_text(True)
    assert lock.text() == "Locked"


def test_the_status_with_its_clock(stage: Stage) -> None:
    pill = StatusPill(stage.board, stage.window)
    pill.refresh()
    assert pill.text == "Waiting"
    stage.hall.teach(cmd.NextStep())
    stage.wait(761)
    assert pill.text == "In progress 12:41"
    assert pill.accessibleName() == pill.text
    narrow = pill.sizeHint().width()
    for command in (cmd.PauseSession(), cmd.EndSession()):
        stage.hall.teach(command)
        pill.grab()
    assert pill.text == "Ended 12:41"
    assert pill.sizeHint().width() != narrow


def test_counters_count_and_choose(stage: Stage, qtbot: QtBot) -> None:
    bar = CounterBar(stage.board, stage.window)
    kim, _lee = stage.hall.join("Kim"), stage.hall.join("Lee")
    stage.hall.teach(cmd.NextStep())
    stage.hall.complete(kim)
    stage.hall.ask_help(kim, 2)
    shown = [button(bar, f"{name}Counter").text() for name in ("all", "here", "done", "help")]
    assert shown == ["All 2", "Here 2", "Done 1", "Help 1"]
    with qtbot.waitSignal(bar.only_chosen) as chosen:
        button(bar, "helpCounter").click()
    assert chosen.args == ["help"]
    assert child(bar, "helpCounter").property("tone") == "alarm"
    bar.reset()
    assert button(bar, "allCounter").isChecked()


def test_the_top_bar(stage: Stage) -> None:
    bar = TopBar(stage.board, stage.actions, Address(), stage.window)
    stage.hall.join("Kim")
    stage.hall.sign_in("Lee")
    assert label(bar, "sessionTitle") == "알림 켜기"
    assert label(bar, "sessionCode") == "482 913"
    assert label(bar, "hereLabel") == "1 of 2 here"
    assert label(bar, "addressLabel") == "http://192.168.0.12:8000"
    assert not is_shown(child(bar, "rehearsalMark"))
    button(bar, "lockButton").click()
    assert button(bar, "lockButton").text() == "Locked"


def test_the_bottom_bar(stage: Stage) -> None:
    bar = BottomBar(stage.board, stage.actions, stage.window)
    people = stage.hall.join_many(7)
    assert label(bar, "doneLabel") == "7 here"
    stage.hall.teach(cmd.NextStep())
    stage.hall.wait(48)
    stage.hall.complete(*people[:2])
    stage.wait(12)
    assert label(bar, "doneLabel") == "2 of 7 done"
    assert label(bar, "stepTimeLabel") == "on this step 1:00"
    assert "typical 0:48" in label(bar, "detailLabel")
    assert "working: 학생 3, 학생 4, 학생 5 +2" in label(bar, "detailLabel")
    assert not is_shown(child(bar, "newClassButton"))
    stage.hall.teach(cmd.EndSession())
    assert is_shown(child(bar, "newClassButton"))
    assert not button(bar, "nextStepButton").isEnabled()


def test_any_step_can_be_started(stage: Stage, qtbot: QtBot) -> None:
    model = StepModel(stage.board, stage.window)
    panel = StepsPanel(model, stage.window)
    stage.hall.teach(cmd.NextStep())
    with qtbot.waitSignal(panel.step_chosen) as chosen:
        panel._view.activated.emit(model.index(3))
    assert chosen.args == [4]


def students_panel(stage: Stage) -> StudentsPanel:
    students = StudentModel(stage.board, stage.window)
    matrix = MatrixModel(stage.board, stage.window)
    return StudentsPanel(students, matrix, stage.actions, stage.window)


def test_two_views_one_key_apart(stage: Stage, qtbot: QtBot) -> None:
    panel = students_panel(stage)
    stage.hall.join("Kim")
    for expected in (View.MATRIX, View.CARDS, View.MATRIX):
        with qtbot.waitSignal(panel.view_changed):
            panel.switch_view()
        assert panel.view is expected
        panel.grab()
    button(panel, "cardsViewButton").click()
    assert panel.view is View.CARDS


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        self.count += qevent.type() is QEvent.Type.Paint
        return False


@pytest.mark.parametrize("view", list(View))
def test_students_are_painted_anew_when_they_look_different(
    stage: Stage, qtbot: QtBot, qapp: QApplication, view: View
) -> None:
    panel = students_panel(stage)
    panel.resize(800, 600)
    panel.choose_view(view)
    stage.hall.join_many(3)
    stage.window.show()
    qtbot.waitExposed(stage.window)
    stage.wait(1)
    qapp.processEvents()
    paintings = Paintings(panel._views[view].viewport())
    for _ in range(3):
        stage.wait(1)
        qapp.processEvents()
    assert paintings.count == 0, "no step has begun: no time runs"
    language = Language(qapp, "ko")
    qtbot.waitUntil(lambda: paintings.count > 0)
    language.choose("en")
    stage.hall.teach(cmd.NextStep())
    stage.bridge.flush()
    for _ in range(5):  # what was due before is painted once, not each second
        before = paintings.count
        stage.wait(1)
        qtbot.waitUntil(lambda before=before: paintings.count > before)  # type: ignore[misc]


def test_search_and_order(stage: Stage) -> None:
    panel = students_panel(stage)
    for name in ("Kim", "Lee", "Park"):
        stage.hall.join(name)
    search, order = child(panel, "searchField"), child(panel, "orderBox")
    assert isinstance(search, QLineEdit)
    assert isinstance(order, QComboBox)
    search.setText("le")
    assert panel._students.rowCount() == 1
    search.setText("nobody")
    assert label(panel, "emptyStudents").startswith("No matches.")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert panel._students.rowCount() == 3
    panel.put_need_first(True)
    assert stage.actions.need_first.isChecked()
    assert panel._students.arrangement.order is Order.NEED
    stage.hall.teach(cmd.NextStep())
    stage.hall.ask_help(stage.hall.session.present_participants[2])
    assert panel._students.row(0).name == "Kim", "rows do not jump by themselves"
    panel._rearrange_calmly()
    assert panel._students.row(0).name == "Park"
    panel.put_need_first(False)
    assert panel._students.row(0).name == "Kim"
    button(panel, "helpCounter").click()
    assert panel._students.rowCount() == 1
    panel.start_search()


def test_a_student_has_a_menu(stage: Stage, qtbot: QtBot) -> None:
    panel = students_panel(stage)
    kim = stage.hall.join("Kim")
    view = child(panel, "cardsView")
    assert isinstance(view, QListView)
    stage.window.show()
    at = view.visualRect(panel._students.index(0, 1)).center()
    with qtbot.waitSignal(panel.menu_requested) as asked:
        view.customContextMenuRequested.emit(at)
    assert asked.args is not None
    assert asked.args[0] == kim.id
    with qtbot.assertNotEmitted(panel.menu_requested):
        view.customContextMenuRequested.emit(QPoint(5, 5_000))


def test_help_cards_and_their_wishes(stage: Stage, qtbot: QtBot) -> None:
    model = HelpModel(stage.board, stage.window)
    panel = HelpPanel(model, stage.board, stage.window)
    assert label(panel, "helpCount") == "0"
    kim = stage.hall.join("Kim")
    stage.hall.teach(cmd.NextStep())
    stage.hall.say(kim, cmd.RequestHelp(1, "<i>where?</i>", "shots/1.png"))
    (card,) = panel.findChildren(TicketCard)
    assert label(card, "ticketMessage") == "“<i>where?</i>”"
    assert label(card, "ticketName") == "1  Kim"
    for name, signal in (
        ("onTheWayButton", panel.on_the_way_requested),
        ("helpDoneButton", panel.done_requested),
        ("replyButton", panel.reply_requested),
        ("pictureButton", panel.picture_requested),
    ):
        with qtbot.waitSignal(signal) as asked:
            button(card, name).click()
        assert asked.args is not None
        assert isinstance(asked.args[0], Ticket)
    stage.wait(130)
    assert card.property("urgency") == "late"
    stage.wait(200)
    assert card.property("urgency") == "overdue"
    stage.hall.teach(cmd.ResolveHelp(1, HelpStatus.ON_THE_WAY))
    assert not button(card, "onTheWayButton").isEnabled()
    stage.hall.complete(kim)
    assert label(panel, "helpCount") == "0"
    assert card.isHidden()


def test_a_long_message_leaves_room_for_others(stage: Stage) -> None:
    panel = HelpPanel(HelpModel(stage.board, stage.window), stage.board, stage.window)
    kim = stage.hall.join("Kim")
    stage.hall.say(kim, cmd.RequestHelp(None, "<long> " * 70))
    (card,) = panel.findChildren(TicketCard)
    assert len(label(card, "ticketMessage")) < 130
    assert child(card, "ticketMessage").toolTip().count("&lt;long&gt;") == 70


def test_a_flood_of_help_stays_readable(stage: Stage) -> None:
    model = HelpModel(stage.board, stage.window)
    panel = HelpPanel(model, stage.board, stage.window)
    people = stage.hall.join_many(20)
    stage.hall.teach(cmd.NextStep())
    for person in people:
        stage.hall.ask_help(person)
    assert len(panel.findChildren(TicketCard)) == CARDS_SHOWN
    assert panel._more.text() == "More requests: 8"
    for person in people[:4]:
        stage.hall.say(person, cmd.RequestHelp(1))
    first = panel._model.entries()[0]
    assert isinstance(first, TicketGroup)
    group = next(c for c in panel.findChildren(TicketCard) if isinstance(c.entry, TicketGroup))
    assert label(group, "ticketName") == "Step 1: 4 people"
    assert button(group, "replyButton").text() == "Reply to all…"


def test_the_red_bar(qtbot: QtBot) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    assert not is_shown(bar)
    bar.storage_failed("database or disk is full")
    assert is_shown(bar)
    assert "(the disk is full)." in bar.text
    bar.pass_by()
    assert is_shown(bar), "a full disk is not over because the class goes on"
    button(bar, "noticeCloseButton").click()
    assert not is_shown(bar)
    bar.refuse("Not now.")
    bar.pass_by()
    assert not is_shown(bar)


def test_a_toast_takes_back_once(window: QWidget, qtbot: QtBot) -> None:
    toast = Toast(window, lift=80)
    undone: list[bool] = []
    toast.say("Done", lambda: undone.append(True))
    assert toast.can_undo
    window.resize(900, 700)
    button(toast, "undoButton").click()
    toast.take_back()
    assert undone == [True]
    assert not is_shown(toast)
    with qtbot.waitSignal(toast.undo_offered):
        toast.say("Sent", shown_ms=1)
    qtbot.waitUntil(toast.isHidden)


def test_the_rail_names_pages(qtbot: QtBot) -> None:
    rail = SideRail()
    qtbot.addWidget(rail)
    with qtbot.waitSignal(rail.page_chosen) as chosen:
        QTest.mouseClick(child(rail, "lessonsPageButton"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["lessons"]
    for page in PAGES:
        rail.choose(page)


def test_a_class_that_was_cut_off(qtbot: QtBot) -> None:
    summary = SessionSummary(7, "482913", "알림 켜기", 1, SessionStatus.PAUSED, 5, NINE)
    banner = RecoveryBanner(summary)
    qtbot.addWidget(banner)
    with qtbot.waitSignal(banner.take_up_requested) as asked:
        button(banner, "takeUpButton").click()
    assert asked.args == [summary]


def test_an_unclear_step_is_said_once(stage: Stage) -> None:
    banner = UnclearBanner(stage.board, stage.window)
    stage.hall.join_many(4)
    stage.hall.teach(cmd.NextStep())
    assert not is_shown(banner)
    stage.wait(200)
    assert is_shown(banner)
    assert "4 of 4" in banner._words.text()


def test_a_countdown_can_be_stopped(qtbot: QtBot) -> None:
    bar = CountdownBar()
    qtbot.addWidget(bar)
    bar.show_seconds(3)
    assert "3 s" in bar._words.text()
    with qtbot.waitSignal(bar.stopped):
        button(bar, "stopCountdownButton").click()


def test_the_order_box(qtbot: QtBot) -> None:
    box = OrderBox()
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.chosen) as chosen:
        box.choose(Order.NAME)
    assert chosen.args == ["name"]


def test_the_ring(qtbot: QtBot) -> None:
    ring = Ring(60, 8)
    qtbot.addWidget(ring)
    empty = ring.grab().toImage()
    ring.show_part(1, 2)
    assert ring.grab().toImage() != empty
    assert ring.accessibleName() == "1/2"
    ring.resize_to(90, 8)
    assert ring.sizeHint() == QSize(90, 90)


def test_a_qr_code_has_its_quiet_zone(qtbot: QtBot) -> None:
    image = qr_image("http://192.168.0.12:8000/join/482913")
    assert image.pixelColor(4, 4) == QColor("black")
    edge = {image.pixelColor(x, y).name() for x in range(4) for y in range(image.height())}
    assert edge == {"#ffffff"}
    code = QrCode(200)
    qtbot.addWidget(code)
    code.grab()
    code.show_text("x")
    assert isinstance(code.grab().toImage(), QImage)
    code.resize_to(300)
    assert code.sizeHint().width() == 300


def test_the_wifi_code_is_escaped() -> None:
    assert wifi_text("A;B", 'p:"w,\\') == 'WIFI:T:WPA;S:A\\;B;P:p\\:\\"w\\,\\\\;;'
    assert wifi_text("Open", "") == "WIFI:T:nopass;S:Open;P:;;"


def test_text_is_as_large_as_fits(qtbot: QtBot) -> None:
    words = FittedLabel(0.2, bold=True)
    qtbot.addWidget(words)
    words.resize(300, 100)
    for text in ("short", "a very long text that needs many lines " * 8):
        words.set_text(text)
        words.grab()
        assert words.text == text
    assert words.minimumSizeHint().width() < 100


def test_the_drawn_link(qtbot: QtBot) -> None:
    picture = LinkPicture()
    qtbot.addWidget(picture)
    picture.resize(200, 60)
    picture.show_link("192.168.100.100:8000")
    picture.resize_to(50)
    picture.grab()
    assert picture.accessibleName() == "192.168.100.100:8000"


def test_words_that_wrap_get_their_height(qtbot: QtBot) -> None:
    area, page = QScrollArea(), FlowingPage()
    qtbot.addWidget(area)
    column = QVBoxLayout(page)
    words = Label("many words that need several lines " * 30, wraps=True)
    column.addWidget(words)
    area.setWidgetResizable(True)
    area.setWidget(page)
    area.resize(300, 100)
    area.show()
    assert words.height() >= words.heightForWidth(words.width()) > 200
