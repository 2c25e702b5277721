/** The few things that every view does to the document. Data only ever becomes text. */

/** @param {string} id @returns {HTMLElement} */
export function el(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return found;
}

/** @param {string} id */
export const input = id => /** @type {HTMLInputElement} */ (el(id));

/** @param {string} id */
export const button = id => /** @type {HTMLButtonElement} */ (el(id));

/** @param {string} id @param {() => void} press */
export const onPress = (id, press) => el(id).addEventListener('click', press);

/** Untouched when it says so already: a live region speaks at every change. @param {Element} element @param {string} text */
export function setText(element, text) {
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

/** @param {string} name */
export function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const use = document.createElementNS(space, 'use');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** @param {(key: any) => string} text */
export function fillTexts(text) {
  for (const each of document.querySelectorAll('[data-text]')) setText(each, text(/** @type {HTMLElement} */ (each).dataset.text));
}

/** One section at a time; its heading is where reading starts. @param {string} id */
export function showSection(id) {
  if (!el(id).hidden) return;
  for (const each of document.querySelectorAll('main > section')) /** @type {HTMLElement} */ (each).hidden = each.id !== id;
  window.scrollTo(0, 0);
  const heading = el(id).querySelector('h1');
  if (heading) heading.focus({ preventScroll: true });
}

/** For ears alone. @param {string} words */
export function say(words) {
  setText(el('said'), words);
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
