/**
 * Blocks taps that were not aimed at what they hit: a second tap on something that has appeared or
 * moved under the finger since the first, and a tap on something that moved just before it.
 *
 * Only touches are blocked; a mouse, a keyboard or a screen reader cannot miss this way.
 */

/** A tap within this time and distance of the last one counts as a second tap. */
export const SECOND_TAP_MS = 500;
const SECOND_TAP_PX = 60;
/** Nobody can aim again within this time: something that moved meanwhile was not aimed at. */
export const AIM_MS = 300;
const PRESSABLE = 'button, a, input, select, textarea, label, [data-place]';
const TOLERANCE_PX = 6;

/**
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 * @typedef {Map<unknown, Box>} Layout the positions of all pressable elements in the window
 * @typedef {{x: number, y: number, time: number}} Tap
 */

/** The layouts of the last moments. Pure: times in ms are passed in. */
export class LayoutHistory {
  constructor() {
    /** Oldest first; each is valid until the next one. @type {{time: number, layout: Layout}[]} */
    this.layouts = [];
    /** @type {Tap|null} */
    this.lastTap = null;
    /** The time of the first of several quick taps. */
    this.burstFrom = 0;
    /** When the user last scrolled, and so has seen the new layout. */
    this.chosenAt = 0;
  }

  /** @param {Layout} layout @param {number} time */
  note(layout, time) {
    this.layouts.push({ layout, time });
    // Keep the newest of the outdated ones: it was still valid at the limit.
    while (this.layouts.length > 1 && this.layouts[1].time < time - SECOND_TAP_MS) this.layouts.shift();
  }

  /**
   * Called after scrolling. If the page itself scrolled, the layout was noted before the browser's
   * event; otherwise the user has scrolled.
   * @param {Layout} layout @param {number} time
   */
  scrolled(layout, time) {
    const last = this.layouts[this.layouts.length - 1];
    if (last && isSame(last.layout, layout)) return;
    this.note(layout, time);
    this.chosenAt = time;
  }

  /** Whether a tap was aimed at its target. @param {unknown} target @param {Tap} tap */
  takes(target, tap) {
    const first = this.lastTap;
    this.lastTap = tap;
    const isSecond =
      first !== null &&
      tap.time - first.time < SECOND_TAP_MS &&
      Math.hypot(tap.x - first.x, tap.y - first.y) < SECOND_TAP_PX;
    if (isSecond) {
      const from = Math.max(this.burstFrom, tap.time - SECOND_TAP_MS);
      return this.since(from).every(layout => has(layout, target, tap));
    }
    this.burstFrom = tap.time;
    const aimed = Math.max(this.chosenAt, tap.time - AIM_MS);
    return this.since(aimed).every(layout => has(layout, target, tap) || !wasAimedElsewhere(layout, target, tap));
  }

  /** The layouts that were valid at some time since `start`. @param {number} start */
  since(start) {
    const before = this.layouts.filter(each => each.time <= start).slice(-1);
    return [...before, ...this.layouts.filter(each => each.time > start)].map(each => each.layout);
  }
}

/** @param {Layout} layout @param {unknown} target @param {Tap} tap */
function has(layout, target, tap) {
  const box = layout.get(target);
  return box !== undefined && holds(box, tap);
}

/** @param {Layout} one @param {Layout} other */
function isSame(one, other) {
  if (one.size !== other.size) return false;
  return [...one].every(([target, box]) => {
    const now = other.get(target);
    return now !== undefined && Math.abs(now.top - box.top) < 1 && Math.abs(now.left - box.left) < 1;
  });
}

/** Whether, in this layout, the target was elsewhere or something else was at the tap. @param {Layout} layout @param {unknown} target @param {Tap} tap */
const wasAimedElsewhere = (layout, target, tap) =>
  layout.has(target) || [...layout.values()].some(box => holds(box, tap));

/** @param {Box} box @param {Tap} tap */
const holds = (box, { x, y }) =>
  x > box.left - TOLERANCE_PX &&
  x < box.right + TOLERANCE_PX &&
  y > box.top - TOLERANCE_PX &&
  y < box.bottom + TOLERANCE_PX;

export class TapGuard {
  /** @param {Document} page */
  constructor(page) {
    this.page = page;
    this.history = new LayoutHistory();
    /** The touch that a click may follow. @type {{x: number, y: number}|null} */
    this.touch = null;
  }

  watch() {
    const { page } = this;
    const note = () => this.history.note(this.layout(), performance.now());
    new MutationObserver(note).observe(page, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['hidden', 'class', 'disabled', 'inert'],
    });
    page.addEventListener('load', note, true);
    addEventListener('resize', note);
    addEventListener('scroll', () => this.history.scrolled(this.layout(), performance.now()), {
      capture: true,
      passive: true,
    });
    page.addEventListener(
      'pointerdown',
      event => {
        this.touch = event.pointerType === 'touch' ? { x: event.clientX, y: event.clientY } : null;
      },
      true,
    );
    page.addEventListener('click', event => this.click(event), true);
    note();
  }

  /** @param {MouseEvent} event */
  click(event) {
    const { touch } = this;
    if (!touch || !event.detail) return;
    this.touch = null;
    const target = event.target instanceof Element && event.target.closest(PRESSABLE);
    if (!this.history.takes(target, { ...touch, time: performance.now() }) && target) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }

  /** @returns {Layout} */
  layout() {
    /** @type {Layout} */
    const layout = new Map();
    for (const each of this.page.querySelectorAll(PRESSABLE)) {
      const box = each.getBoundingClientRect();
      // Elements behind a full-screen picture do not count.
      if (box.width && box.height && !each.closest('[inert]')) layout.set(each, box);
    }
    return layout;
  }
}
