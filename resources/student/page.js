/** DOM helpers for all views. Data is only ever inserted as text. */
import { text } from './texts.js';

/** @param {string} id @returns {HTMLElement} */
export const el = id => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} selector @returns {NodeListOf<HTMLElement>} */
const all = selector => document.querySelectorAll(selector);

export const input = /** @type {(id: string) => HTMLInputElement} */ (el);

/** The text of an input, trimmed, without the unpaired surrogates that length limits leave of an emoji. @param {string} id */
export const written = id =>
  input(id)
    .value.replace(/\p{Cs}/gu, '')
    .trim();

export const button = /** @type {(id: string) => HTMLButtonElement} */ (el);

/** @param {EventTarget} target @param {string} name @param {(event: any) => void} act @param {boolean} [first] in the capture phase, before the elements inside */
export const on = (target, name, act, first) => target.addEventListener(name, act, first);

/** @param {string} id @param {() => void} press */
export const onPress = (id, press) => on(el(id), 'click', press);

/** @param {string} id @param {() => void} send */
export function onSubmit(id, send) {
  on(el(id), 'submit', event => {
    event.preventDefault();
    send();
  });
}

/** Sets a text only if it differs: a live region is read aloud at every change. @param {Element|string} where an element or its id @param {string} text */
export function setText(where, text) {
  const element = typeof where === 'string' ? el(where) : where;
  if (element.textContent !== text) element.textContent = text;
}

/** @param {HTMLElement|string} element @param {unknown} on */
export function show(element, on) {
  (typeof element === 'string' ? el(element) : element).hidden = !on;
}

/** Sets a text, and shows the element only if it is not empty. @param {string} id @param {string} text */
export function showText(id, text) {
  const element = el(id);
  setText(element, text);
  show(element, text);
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {string} [text] @param {string} [className] @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, text = '', className = '') {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

/** @param {Element} element @param {Element[]} children */
export function fill(element, children) {
  element.textContent = '';
  element.append(...children);
}

/** @param {string} name of an icon that the document defines */
export function icon(name) {
  const made = /** @type {Element} */ (el('help-icon').cloneNode(true));
  made.removeAttribute('id');
  made.children[0].setAttribute('href', `#i-${name}`);
  return made;
}

/** Fills in texts and attributes that the document leaves out. */
export function furnish() {
  for (const number of [1, 2, 3, 4, 5]) {
    const item = make('li');
    for (const [tag, key] of /** @type {const} */ ([
      ['h2', `how_${number}`],
      ['p', `how_${number}b`],
    ]))
      item.append(make(tag, text(/** @type {import('./texts.js').Key} */ (key))));
    el('how-list').append(item);
  }
  for (const each of all('[data-t]')) {
    setText(each, text(/** @type {import('./texts.js').Key} */ (each.getAttribute('data-t'))));
  }
  for (const each of all('svg')) {
    each.setAttribute('aria-hidden', 'true');
    each.setAttribute('viewBox', '0 0 24 24');
  }
  for (const each of all('[data-icon]')) each.prepend(icon(String(each.getAttribute('data-icon'))));
  // Headings can take the focus, see `focusHeading`.
  for (const each of all('h1, h2')) each.tabIndex = -1;
}

/** Shows only this section, and focuses its heading for screen readers. @param {string} id */
export function showSection(id) {
  if (!el(id).hidden) return;
  for (const each of all('main > section')) each.hidden = each.id !== id;
  window.scrollTo(0, 0);
  focusHeading();
}

/** Focuses the section's heading, for when the focused element is gone. */
export function focusHeading() {
  focus(document.querySelector('main > section:not([hidden]) h1'));
}

/** Focuses an element without scrolling. @param {Element|null} element */
export function focus(element) {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}

/** Scrolls to what a press has shown, and focuses its heading. @param {string} id */
export function lookAt(id) {
  // Only if it is below: the browser would also make room for the buttons at the bottom.
  if (el(id).getBoundingClientRect().bottom > innerHeight) el(id).scrollIntoView({ block: 'nearest' });
  focus(el(id).querySelector('h2'));
}

/** Announces words to screen readers only; a new child, so that repeated words are read again. @param {string} words */
export function say(words) {
  fill(el('said'), [make('p', words)]);
}

const TOAST_MS = 7000;
/** @type {number|undefined} */
let toastTimer;

/** Shows and announces words that disappear by themselves. @param {string} words */
export function toast(words) {
  clearTimeout(toastTimer);
  fill(el('toast'), [make('p', words)]);
  toastTimer = setTimeout(() => fill(el('toast'), []), TOAST_MS);
}
