from classroom_app.gui.lead.top_bar import TopBar
from tests.unit.gui.conftest import Address, Stage
from tests.unit.gui.finding import button, child, is_shown, label


def test_the_top_bar(stage: Stage) -> None:
    address = Address()
    bar = TopBar(stage.board, stage.actions, address, stage.window)
    stage.hall.join("Kim")
    stage.hall.sign_in("Lee")
    assert label(bar, "sessionTitle") == "알림 켜기"
    assert label(bar, "sessionCode") == "482 913"
    assert label(bar, "hereLabel") == "1 of 2 here"
    assert label(bar, "addressLabel") == "http://192.168.0.12:8000"
    address.known = []
    bar.refresh()
    assert label(bar, "addressLabel") == "No network for phones"
    assert not is_shown(child(bar, "rehearsalMark"))
    button(bar, "lockButton").click()
    assert button(bar, "lockButton").text() == "Locked"
