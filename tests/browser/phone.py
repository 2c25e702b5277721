"""A phone in Debian's Chromium: its size, its browser, and what a finger does."""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE_S = 20.0
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


# Keeps hold of each socket that the page opens, so that a test can do what a server would.
HOLD_SOCKETS = """
  window.sockets = [];
  window.WebSocket = class extends WebSocket {
    constructor(...all) { super(...all); window.sockets.push(this); }
  };
"""
HOLD_TIME = """
  window.skippedMs = 0;
  Date.now = () => new Date().getTime() + window.skippedMs;
"""
# The driver takes what lies behind the buttons at the bottom for seen; a finger scrolls first.
UNCOVER = """
  const box = arguments[0].getBoundingClientRect();
  const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  if (!hit || (!arguments[0].contains(hit) && !hit.contains(arguments[0])))
    arguments[0].scrollIntoView({block: 'nearest'});
"""


@dataclass(frozen=True)
class Profile:
    """What kind of phone, held how, by whom."""

    width: int = 360
    height: int = 740
    language: str = "ko"
    dark: bool = False
    # What the browser's own letters measure; twice 16 is 200 %.
    font_px: int = 16
    keeps_cookies: bool = True
    # Stands for a phone on which the class's certificate was installed.
    trusts_all: bool = False


PORTRAIT = Profile()
ENGLISH_DARK = Profile(language="en", dark=True)
LARGE_TEXT = Profile(width=320, height=640, font_px=32)
LARGE_TEXT_ENGLISH = Profile(width=320, height=640, font_px=32, language="en")
NO_COOKIES = Profile(keeps_cookies=False)
ENCRYPTED = Profile(trusts_all=True)
LANDSCAPE = Profile(width=740, height=360)


def require_browser() -> None:
    """Fail, and say what to do, when there is no browser: a test is never passed over."""
    missing = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    assert not missing, f"{missing} missing: run scripts/install-system-libraries browser"


class Phone:
    """One phone and its one tab (or more, see `new_tab`)."""

    def __init__(self, profile: Profile = PORTRAIT) -> None:
        self.profile = profile
        self._opened: set[str] = set()
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for argument in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--no-proxy-server",
            f"--lang={profile.language}",
        ):
            options.add_argument(argument)
        if profile.trusts_all:
            options.add_argument("--ignore-certificate-errors")
        options.add_experimental_option(
            "prefs",
            {
                "intl.accept_languages": profile.language,
                "webkit.webprefs.default_font_size": profile.font_px,
                "profile.default_content_setting_values.cookies": 1 if profile.keeps_cookies else 2,
            },
        )
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(
            options=options, service=Service(executable_path=shutil.which("chromedriver"))
        )
        self.clean()

    # What a phone is

    def clean(self) -> None:
        """Make it a phone that was never in a class."""
        self.offline(False)
        self.cdp("Network.clearBrowserCookies")
        self.cdp("Network.clearBrowserCache")
        # A later test's program may get the same port: its page would find what this one stored.
        for origin in self._opened:
            self.cdp("Storage.clearDataForOrigin", origin=origin, storageTypes="all")
        self._opened.clear()
        self.show_as(self.profile)
        self.complaints()
        self.traffic()

    def show_as(self, profile: Profile) -> None:
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            width=profile.width,
            height=profile.height,
            deviceScaleFactor=2,
            mobile=True,
        )
        scheme = "dark" if profile.dark else "light"
        self.cdp(
            "Emulation.setEmulatedMedia",
            features=[
                {"name": "prefers-color-scheme", "value": scheme},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ],
        )

    def cdp(self, command: str, **parameters: object) -> dict[str, Any]:
        answer: dict[str, Any] = self.driver.execute_cdp_cmd(command, parameters)
        return answer

    def offline(self, on: bool) -> None:
        self.driver.set_network_conditions(
            offline=on, latency=0, download_throughput=-1, upload_throughput=-1
        )

    def cut_off(self) -> None:
        """Take the Wi-Fi away, from the sockets too (see HOLD_SOCKETS)."""
        self.offline(True)
        # The browser's offline mode spares the sockets that are open already, and lets their
        # closing wait.
        self.run(
            "for (const each of sockets) {"
            "  each.dispatchEvent(new CloseEvent('close', {code: 1006}));"
            "  each.close();"
            "}"
        )

    def let_pass(self, milliseconds: int) -> None:
        """Let the page believe that time passed (see HOLD_TIME)."""
        self.run("skippedMs += arguments[0]; dispatchEvent(new Event('offline'))", milliseconds)

    def slow_3g(self) -> None:
        self.driver.set_network_conditions(
            offline=False, latency=400, download_throughput=50_000, upload_throughput=50_000
        )

    def before_every_page(self, script: str) -> Callable[[], None]:
        """Run `script` in every new page, before its own; return what takes that back."""
        added = self.cdp("Page.addScriptToEvaluateOnNewDocument", source=script)

        def remove() -> None:
            self.cdp("Page.removeScriptToEvaluateOnNewDocument", **added)

        return remove

    def quit(self) -> None:
        self.driver.quit()

    # What a finger does

    def open(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.netloc:
            self._opened.add(f"{parts.scheme}://{parts.netloc}")
        self.driver.get(url)

    def press(self, selector: str) -> None:
        target = self.find(selector)
        self.run(UNCOVER, target)
        target.click()

    def tap(self, selector: str) -> None:
        """Tap with a finger, as touch screens tell of it."""
        self.tap_twice(selector, None)

    def tap_twice(self, selector: str, gap_ms: int | None) -> None:
        """Tap with a finger, and once more at the same place a little later."""
        self.cdp("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=1)
        target = self.find(selector)
        self.run("arguments[0].scrollIntoView({block: 'nearest'})", target)
        box = self.run("return arguments[0].getBoundingClientRect()", target)
        point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        try:
            self._tap(point)
            if gap_ms is not None:
                # The time between two taps is what is tried: nothing is waited for.
                self.driver.execute_async_script("setTimeout(arguments[1], arguments[0])", gap_ms)
                self._tap(point)
        finally:
            self.cdp("Emulation.setTouchEmulationEnabled", enabled=False)

    def _tap(self, point: Mapping[str, float]) -> None:
        self.cdp("Input.dispatchTouchEvent", type="touchStart", touchPoints=[point])
        self.cdp("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def write(self, selector: str, text: str) -> None:
        self.find(selector).send_keys(text)

    def join(self, url: str, name: str) -> None:
        self.open(url)
        self.see("#join")
        self.write("#name", name)
        self.press("#join-button")
        self.gone("#join")

    def new_tab(self) -> None:
        self.driver.switch_to.new_window("tab")
        self.show_as(self.profile)

    # What eyes see

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def find_all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def shown(self, selector: str) -> bool:
        try:
            return any(each.is_displayed() for each in self.find_all(selector))
        except StaleElementReferenceException:  # taken away while it was looked at
            return False

    def text(self, selector: str) -> str:
        return self.find(selector).text

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        WebDriverWait(self.driver, PATIENCE_S, poll_frequency=0.05).until(
            lambda _: condition(), what
        )

    def see(self, selector: str) -> None:
        self.wait(lambda: self.shown(selector), f"{selector} is not shown")

    def gone(self, selector: str) -> None:
        self.wait(lambda: not self.shown(selector), f"{selector} is still shown")

    def read(self, selector: str, text: str) -> None:
        self.wait(
            lambda: self.shown(selector) and text in self.text(selector),
            f"{selector} does not say {text!r}",
        )

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    # What can be measured

    def barriers(self) -> list[str]:
        """Return what axe-core finds wrong with the page as it is now."""
        if not self.run("return 'axe' in window"):
            self.run(AXE.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run().then(r => done(r.violations), e => done([{id: "
            "String(e), nodes: []}]))"
        )
        return [
            f"{each['id']}: {node['html']} {node['failureSummary']}"
            for each in found
            for node in each["nodes"] or [{"html": "", "failureSummary": ""}]
        ]

    def too_wide(self) -> list[str]:
        """Return what sticks out at the side, or is cut off."""
        found: list[str] = self.run(
            """
            const out = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
            const texts = 'h1, h2, p, button, label, input';
            for (const each of document.querySelectorAll(texts)) {
              const box = each.getBoundingClientRect();
              const cut = each.scrollWidth > each.clientWidth + 1 && each.tagName !== 'INPUT';
              if (box.width <= 1 || !box.height) continue;
              if (box.right > innerWidth + 1 || box.left < -1 || cut)
                out.push(each.outerHTML.slice(0, 120));
            }
            return out;
            """
        )
        return found

    def crammed(self) -> list[str]:
        """Return the texts that stand in a column of a few letters."""
        found: list[str] = self.run(
            """
            const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const found = [];
            while (texts.nextNode()) {
              const range = document.createRange();
              range.selectNodeContents(texts.currentNode);
              const lines = [...range.getClientRects()];
              const em = parseFloat(getComputedStyle(texts.currentNode.parentElement).fontSize);
              if (lines.length > 4 && lines.every(line => line.width < 2.5 * em))
                found.push(texts.currentNode.data.slice(0, 80));
            }
            return found;
            """
        )
        return found

    def small_targets(self) -> list[str]:
        """Return what a finger may miss: less than 48 px high or wide."""
        found: list[str] = self.run(
            """
            const inLabel = ['checkbox', 'file'];
            const boxOf = each => (inLabel.includes(each.type) ? each.closest('label') : each)
              .getBoundingClientRect();
            return [...document.querySelectorAll('button, input, textarea, a')]
              .filter(each => boxOf(each).width > 0)
              .filter(each => boxOf(each).height < 47.9 || boxOf(each).width < 47.9)
              .map(each => each.outerHTML.slice(0, 120) + JSON.stringify(boxOf(each)));
            """
        )
        return found

    def complaints(self) -> list[str]:
        """Return what the browser's console complained of since the last look."""
        return [each["message"] for each in self._log("browser") if each["level"] == "SEVERE"]

    def traffic(self) -> list[Mapping[str, Any]]:
        """Return the network's events since the last look."""
        events = [json.loads(each["message"])["message"] for each in self._log("performance")]
        return [each for each in events if each["method"].startswith("Network.")]

    def _log(self, kind: str) -> list[dict[str, Any]]:
        answer = self.driver.execute("getLog", {"type": kind})
        entries: list[dict[str, Any]] = answer["value"]
        return entries
