/**
 * The pictures of a lesson: shows the step's with its marks, enlarges it at a tap, and fetches the next
 * one ahead of its step. Loaded only by lessons with pictures.
 */
import { markWords } from './mark_words.js';
import { hiddenTop, lineOf, markShapes, sizeOf, UNITS } from './marks.js';
import { PictureViewer } from './picture_viewer.js';
import { PicturesAhead } from './pictures_ahead.js';
import { language, text } from './texts.js';

const SLOW_MS = 10000;
/** How high the numbers of rings are, in thousandths of the picture's width. */
const NUMBER_HEIGHT = 42;
const SVG = 'http://www.w3.org/2000/svg';

/** @typedef {import('./class_state.js').Step} Step */

export class LessonPicture {
  /**
   * @param {{places: import('./places.js').Places}} stepView
   */
  constructor({ places }) {
    /** The button that shows the picture. */
    this.box = /** @type {HTMLElement} */ (document.getElementById('step-picture'));
    this.places = places;
    /** @type {import('./class_client.js').ClassClient|null} */
    this.client = null;
    this.usualMs = 0;
    this.isBusy = false;
    /** @type {Step|null} */
    this.step = null;
    this.url = '';
    this.isLoaded = false;
    this.isLarge = false;
    /** The id of the step whose picture is on the whole screen, or 0. */
    this.largeId = 0;
    /** The URL of the picture that failed to load. */
    this.missing = '';
    /** The key of what is drawn, to draw it only once. */
    this.drawn = '';
    this.afterwards = () => {};
    this.ahead = new PicturesAhead({
      clock: { now: () => Date.now(), set: (fn, ms) => setTimeout(fn, ms), clear: timer => clearTimeout(timer) },
      random: Math.random,
      fetch: (url, failed) => fetchPicture(url, on => this.onLoading(on), failed),
    });
    this.viewer = new PictureViewer(() => places.back());
    this.image = create('img');
    this.image.alt = '';
    this.image.onload = () => this.loaded();
    this.image.onerror = () => this.failed();
    this.frame = create('span', 'drawn');
    this.frame.append(this.image);
    this.words = create('span', 'unseen');
    const label = create('span', 'link');
    label.lang = this.words.lang = language;
    label.textContent = text('enlarge');
    this.box.append(this.frame, this.words, label);
    const sheet = create('link');
    sheet.rel = 'stylesheet';
    sheet.href = '/static/lesson_picture.css';
    document.head.append(sheet);
    addEventListener('resize', () => this.draw());
    /** The buttons, which must not cover the picture. */
    this.acts = document.querySelector('.acts') || this.box;
    new ResizeObserver(() => this.arrange()).observe(this.acts);
  }

  /**
   * @param {import('./class_client.js').ClassClient} client
   * @param {Step|null} step the one that is shown, or will be
   * @param {boolean} isInSight whether its section of the page is shown
   */
  render(client, step, isInSight) {
    const { steps, step: own, spread } = client.state;
    const next = steps.find(each => each.order_index === (own ? own.order_index : 0) + 1);
    const url = (step && step.picture_url) || '';
    const isLarge = isInSight && this.places.current.startsWith('picture:');
    this.client = client;
    this.box.dataset.place = `picture:${step && own && step.id !== own.id ? step.id : ''}`;
    this.step = step;
    this.isLarge = isLarge;
    if (url !== this.url) this.load(url);
    this.words.textContent = markWords(this.marks, language).filter(Boolean).join(' ');
    this.draw();
    this.afterwards = () => this.ahead.want((next && next.picture_url) || '', spread);
    // The picture that is shown now is loaded first.
    if (!url || this.isLoaded) this.afterwards();
    this.enlarge();
  }

  /** While a picture loads, answers are slower, so give the connection more time to answer. @param {boolean} on */
  onLoading(on) {
    const { connection } = this.client || {};
    if (!connection) return;
    if (on && !this.isBusy) this.usualMs = connection.slowestMs;
    if (on || this.isBusy) connection.slowestMs = on ? SLOW_MS : this.usualMs;
    this.isBusy = on;
  }

  /** @param {string} url */
  load(url) {
    this.url = url;
    this.isLoaded = false;
    this.box.hidden = !url || url === this.missing;
    this.box.classList.add('coming');
    this.box.classList.remove('wide');
    // Else the picture of the previous step would be shown with the text of this one.
    this.image.removeAttribute('src');
    if (!url) return;
    this.image.src = url;
    if (!this.image.complete) this.onLoading(true);
  }

  loaded() {
    this.isLoaded = true;
    this.missing = '';
    this.box.hidden = false;
    this.onLoading(false);
    this.box.classList.remove('coming');
    this.arrange();
    this.draw();
    this.afterwards();
    this.enlarge();
  }

  /** The picture is requested again at the next message from the class. */
  failed() {
    this.onLoading(false);
    this.missing = this.url;
    this.url = '';
    this.box.hidden = true;
  }

  /** Puts the picture before the text if all of it is visible there: people look for where to tap. */
  arrange() {
    const { image, box } = this;
    const isWide = this.isLoaded && image.naturalWidth > image.naturalHeight;
    box.classList.toggle('wide', isWide);
    const [seen, acts] = [image, this.acts].map(each => each.getBoundingClientRect());
    // In landscape, the buttons are beside the picture.
    const floor = acts.left < seen.right ? innerHeight - acts.height : innerHeight;
    const room = () => floor - scrollY - box.getBoundingClientRect().top;
    if (isWide) box.classList.toggle('wide', seen.height <= room());
    this.raise(hiddenTop(this.marks, seen, room()));
  }

  /** Hides the top of the picture, so that the first mark is visible. @param {number} px */
  raise(px) {
    const { style } = this.frame;
    style.marginTop = px ? `${-px}px` : '';
    style.clipPath = px ? `inset(${px}px -2px -2px)` : '';
  }

  get marks() {
    return (this.step && this.step.marks) || [];
  }

  draw() {
    // The other views are rendered later and change the layout around it.
    requestAnimationFrame(() => this.arrange());
    const width = this.image.clientWidth;
    const key = this.step && this.isLoaded ? `${this.step.id} ${width}` : '';
    if (key === this.drawn) return;
    this.drawn = key;
    while (this.frame.children.length > 1) this.frame.children[1].remove();
    if (key) this.frame.append(this.drawing(width));
  }

  enlarge() {
    const { viewer, largeId } = this;
    const id = this.step && this.isLarge ? this.step.id : 0;
    if (viewer.isOpen && id !== largeId) {
      viewer.show(false);
      focusSoon(this.box);
      // The class has moved on: show its step.
      if (id) this.places.back();
    }
    if (!id) this.largeId = 0;
    if (!id || largeId || !this.isLoaded) return;
    this.largeId = id;
    const [mark] = this.marks;
    const image = create('img');
    image.alt = '';
    image.src = this.url;
    viewer.open(
      `${this.step ? this.step.title : ''}. ${this.words.textContent}`,
      this.image,
      width => [image, this.drawing(width)],
      mark,
    );
    focusSoon(viewer.close);
  }

  /** Draws the marks to lay over the picture. @param {number} shownPx the picture's width */
  drawing(shownPx) {
    const { naturalWidth, naturalHeight } = this.image;
    const ratio = naturalHeight / naturalWidth || 1;
    const line = lineOf(shownPx || UNITS, sizeOf(ratio));
    const svg = document.createElementNS(SVG, 'svg');
    set(svg, { class: 'marks', viewBox: `0 0 ${UNITS} ${UNITS * ratio}`, 'aria-hidden': 'true' });
    svg.style.fontSize = `${NUMBER_HEIGHT * sizeOf(ratio)}px`;
    for (const shapes of markShapes(this.marks, ratio)) {
      const group = document.createElementNS(SVG, 'g');
      // With a white outline, so that the marks are visible on any background.
      for (const layer of ['halo', 'ink']) {
        for (const { tag, attributes, isFilled, text: words } of shapes) {
          const shape = document.createElementNS(SVG, tag);
          const width = layer === 'halo' ? (isFilled ? line : 2 * line) : isFilled ? 0 : line;
          set(shape, { class: isFilled ? `${layer} full` : layer, 'stroke-width': width, ...attributes });
          if (words) shape.textContent = words;
          group.append(shape);
        }
      }
      svg.append(group);
    }
    return svg;
  }
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {string} [className] @returns {HTMLElementTagNameMap[T]}
 */
function create(tag, className = '') {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

/** @param {Element} element @param {Record<string, string|number>} attributes */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

/** Focuses an element after the page has set the focus for the new place. @param {HTMLElement} element */
const focusSoon = element => Promise.resolve().then(() => element.focus({ preventScroll: true }));

/** @param {string} url @param {(on: boolean) => void} onLoading @param {() => void} failed @returns {() => void} cancels it */
function fetchPicture(url, onLoading, failed) {
  const image = new Image();
  image.onload = () => onLoading(false);
  image.onerror = () => {
    onLoading(false);
    failed();
  };
  image.src = url;
  if (!image.complete) onLoading(true);
  return () => {
    if (!image.complete) onLoading(false);
    image.onload = image.onerror = null;
    image.removeAttribute('src');
  };
}
