/** Shows one picture on the whole screen; zooms with two fingers, double taps, buttons and keys. */
import { text } from './texts.js';
import { bounded, MOST, whole, zoomed } from './zoom.js';

const STEP = 1.6;
const DOUBLE_TAP = 2.5;
const DOUBLE_TAP_MS = 350;
const STILL_PX = 12;
const ARROW_PX = 80;
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @typedef {import('./zoom.js').Point} Point */

export class PictureViewer {
  /** @param {() => void} onClose called when a key asks to close */
  constructor(onClose) {
    this.view = { scale: 1, x: 0, y: 0 };
    this.size = { width: 1, height: 1 };
    /** The fingers on the picture. @type {Map<number, Point>} */
    this.fingers = new Map();
    /** @type {Point & {time: number}} */
    this.lastTap = { x: 0, y: 0, time: -Infinity };
    this.travelled = 0;
    /** @type {(shownPx: number) => Element[]} */
    this.layers = () => [];
    /** The point to zoom in on first with the buttons, in fractions of the picture. */
    this.aim = { x: 0.5, y: 0.5 };

    this.sheet = document.createElement('div');
    this.sheet.className = 'drawn';
    this.stage = document.createElement('div');
    this.stage.className = 'stage';
    this.stage.append(this.sheet);
    const bar = document.createElement('div');
    bar.className = 'viewer-bar';
    this.close = this.button('back');
    this.close.dataset.back = '';
    this.smaller = this.button('zoom_out', '−', 1 / STEP);
    this.larger = this.button('zoom_in', '+', STEP);
    bar.append(this.close, this.smaller, this.larger);
    this.frame = document.createElement('div');
    this.frame.id = 'viewer';
    this.frame.hidden = true;
    this.frame.setAttribute('role', 'dialog');
    this.frame.setAttribute('aria-modal', 'true');
    this.frame.append(this.stage, bar);
    document.body.append(this.frame);

    this.frame.addEventListener('keydown', event => {
      const arrow = ARROWS[event.key];
      if (event.key === 'Escape') onClose();
      else if (event.key === '+' || event.key === '=') this.zoom(STEP);
      else if (event.key === '-') this.zoom(1 / STEP);
      else if (arrow)
        this.place({ ...this.view, x: this.view.x + arrow[0] * ARROW_PX, y: this.view.y + arrow[1] * ARROW_PX });
      else return;
      event.preventDefault();
    });
    this.stage.addEventListener('pointerdown', event => this.touch(event));
    this.stage.addEventListener('pointermove', event => this.move(event));
    for (const name of /** @type {const} */ (['pointerup', 'pointercancel']))
      this.stage.addEventListener(name, event => this.lift(event));
    addEventListener('resize', () => this.isOpen && this.fit());
  }

  get isOpen() {
    return !this.frame.hidden;
  }

  /** @param {import('./texts.js').Key} key @param {string} [sign] @param {number} [times] */
  button(key, sign, times) {
    const made = document.createElement('button');
    made.textContent = sign || text(key);
    if (sign) made.setAttribute('aria-label', text(key));
    if (times) made.addEventListener('click', () => this.zoom(times));
    return made;
  }

  /**
   * @param {string} words a description of the picture
   * @param {HTMLImageElement} original loaded
   * @param {(shownPx: number) => Element[]} layers the elements on top of each other, for the width at which the whole picture is shown
   * @param {Point} [aim] the most important point, in fractions of the picture
   */
  open(words, original, layers, aim = { x: 0.5, y: 0.5 }) {
    this.aim = aim;
    this.frame.setAttribute('aria-label', words);
    this.size = { width: original.naturalWidth || 1, height: original.naturalHeight || 1 };
    this.layers = layers;
    this.show(true);
    this.fit();
  }

  /** Shows or hides the viewer; the page behind it is inert while it is shown. @param {boolean} on */
  show(on) {
    this.frame.hidden = !on;
    this.fingers.clear();
    for (const each of document.querySelectorAll('main, .bar')) {
      each.toggleAttribute('inert', on);
      if (on) each.setAttribute('aria-hidden', 'true');
      else each.removeAttribute('aria-hidden');
    }
  }

  get room() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    return { width, height };
  }

  fit() {
    const { width, height } = whole(this.size, this.room);
    Object.assign(this.sheet.style, { width: `${width}px`, height: `${height}px` });
    this.sheet.textContent = '';
    this.sheet.append(...this.layers(width));
    this.place({ scale: 1, x: 0, y: 0 });
  }

  /** @param {import('./zoom.js').View} view */
  place(view) {
    this.view = bounded(view, whole(this.size, this.room), this.room);
    const { scale, x, y } = this.view;
    this.sheet.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    this.smaller.disabled = scale <= 1;
    this.larger.disabled = scale >= MOST;
  }

  /** Zooms around a point of the stage, by default its middle. @param {number} times @param {Point} [at] */
  zoom(times, at) {
    const { width, height } = this.room;
    const middle = { x: width / 2, y: height / 2 };
    const view = zoomed(this.view, times, at || middle);
    if (!at && this.view.scale === 1) {
      const sheet = whole(this.size, this.room);
      view.x = middle.x - this.aim.x * sheet.width * view.scale;
      view.y = middle.y - this.aim.y * sheet.height * view.scale;
    }
    this.place(view);
  }

  /** @param {PointerEvent} event */
  pointOf(event) {
    const { left, top } = this.stage.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  /** @param {PointerEvent} event */
  touch(event) {
    this.stage.setPointerCapture(event.pointerId);
    if (!this.fingers.size) this.travelled = 0;
    // Two fingers are no tap.
    else this.travelled = Infinity;
    this.fingers.set(event.pointerId, this.pointOf(event));
  }

  /** @param {PointerEvent} event */
  move(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const now = this.pointOf(event);
    this.fingers.set(event.pointerId, now);
    this.travelled += Math.hypot(now.x - before.x, now.y - before.y);
    const other = [...this.fingers].filter(([id]) => id !== event.pointerId).map(([, point]) => point)[0];
    if (!other)
      return this.place({ ...this.view, x: this.view.x + now.x - before.x, y: this.view.y + now.y - before.y });
    const [was, is] = [before, now].map(point => Math.hypot(point.x - other.x, point.y - other.y));
    const middle = /** @param {Point} point */ point => ({ x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 });
    const [from, to] = [middle(before), middle(now)];
    const view = zoomed(this.view, is / Math.max(was, 1), from);
    this.place({ ...view, x: view.x + to.x - from.x, y: view.y + to.y - from.y });
  }

  /** @param {PointerEvent} event */
  lift(event) {
    const point = this.fingers.get(event.pointerId);
    this.fingers.delete(event.pointerId);
    if (!point || event.type !== 'pointerup' || this.travelled > STILL_PX) return;
    const tap = { ...point, time: performance.now() };
    const { lastTap } = this;
    const isSecond =
      tap.time - lastTap.time < DOUBLE_TAP_MS && Math.hypot(tap.x - lastTap.x, tap.y - lastTap.y) < 4 * STILL_PX;
    this.lastTap = isSecond ? { ...tap, time: -Infinity } : tap;
    if (isSecond) this.zoom(this.view.scale > 1.01 ? 1 / MOST : DOUBLE_TAP, point);
  }
}
