/** The few things that every view does to the document. Data only ever becomes text. */
import { text } from './texts.js';

/** @param {string} id @returns {HTMLElement} */
export function el(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return found;
}

/** @param {string} id */
export const input = id => /** @type {HTMLInputElement} */ (el(id));

/** What was written; half an emoji, as keyboards and length limits leave it, is none. @param {string} id */
export const written = id =>
  input(id)
    .value.replace(/\p{Cs}/gu, '')
    .trim();

/** @param {string} id */
export const button = id => /** @type {HTMLButtonElement} */ (el(id));

/** @param {string} id @param {() => void} press */
export const onPress = (id, press) => el(id).addEventListener('click', press);

/** @param {string} id @param {() => void} send */
export function onSubmit(id, send) {
  el(id).addEventListener('submit', event => {
    event.preventDefault();
    send();
  });
}

/** Untouched when it says so already: a live region speaks at every change. @param {Element|string} where an element or its id @param {string} text */
export function setText(where, text) {
  const element = typeof where === 'string' ? el(where) : where;
  if (element.textContent !== text) element.textContent = text;
}

/** @param {HTMLElement|string} element @param {unknown} on */
export function show(element, on) {
  (typeof element === 'string' ? el(element) : element).hidden = !on;
}

/** Shown while there is something to say. @param {string} id @param {string} text */
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

/** A check mark, as on the card of praise. */
export function checkMark() {
  return /** @type {Element} */ (el('well-done').children[0].cloneNode(true));
}

/** What the document need not say of each element. */
export function furnish() {
  for (const each of document.querySelectorAll('[data-t]')) {
    setText(each, text(/** @type {import('./texts.js').Key} */ (each.getAttribute('data-t'))));
  }
  for (const each of document.querySelectorAll('svg')) {
    each.setAttribute('aria-hidden', 'true');
    each.setAttribute('viewBox', '0 0 24 24');
  }
  // Reading goes on from a heading, see `focus`.
  for (const each of document.querySelectorAll('h1, h2')) /** @type {HTMLElement} */ (each).tabIndex = -1;
}

/** One section at a time; its heading is where reading starts. @param {string} id */
export function showSection(id) {
  if (!el(id).hidden) return;
  for (const each of document.querySelectorAll('main > section'))
    /** @type {HTMLElement} */ (each).hidden = each.id !== id;
  window.scrollTo(0, 0);
  focusHeading();
}

/** Where reading goes on when what had the focus is gone. */
export function focusHeading() {
  focus(document.querySelector('main > section:not([hidden]) h1'));
}

/** Without making the page jump. @param {Element|null} element */
export function focus(element) {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}

/** What a press has brought, in view and where reading goes on. @param {string} id */
export function lookAt(id) {
  // The browser would also make room for the buttons that stand at the bottom, as these may do themselves.
  if (el(id).getBoundingClientRect().bottom > innerHeight) el(id).scrollIntoView({ block: 'nearest' });
  focus(el(id).querySelector('h2'));
}

/** For ears alone; a new child, since the same words again would change nothing. @param {string} words */
export function say(words) {
  fill(el('said'), [make('p', words)]);
}

const TOAST_MS = 7000;
/** @type {number|undefined} */
let toastTimer;

/** For eyes and ears, gone by itself. @param {string} words */
export function toast(words) {
  clearTimeout(toastTimer);
  fill(el('toast'), [make('p', words)]);
  toastTimer = setTimeout(() => fill(el('toast'), []), TOAST_MS);
}
