/** DOM helpers that the modules of the helper's page share. */

/** @template {HTMLElement} T @param {string} id @returns {T} */
export const at = id => /** @type {T} */ (document.getElementById(id));

/** Sets a text only if it differs: a live region is read aloud at every change. @param {Element} element @param {string} words */
export function setText(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** @param {string} tag @param {string} className @param {...(Node|string)} inside @returns {HTMLElement} */
export function make(tag, className, ...inside) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...inside);
  return element;
}

/** @param {string} words @param {() => void} act @param {string} [className] */
export function button(words, act, className = '') {
  const made = /** @type {HTMLButtonElement} */ (make('button', className, words));
  made.type = 'button';
  made.onclick = act;
  return made;
}

/**
 * Updates a list. Entries keep their elements, so that none moves under a finger without need.
 * @template T
 * @param {HTMLElement} list
 * @param {T[]} wanted
 * @param {(each: T) => number} keyOf
 * @param {(each: T) => HTMLElement} create
 * @param {(item: HTMLElement, each: T) => void} write
 */
export function keep(list, wanted, keyOf, create, write) {
  const known = new Map([...list.children].map(item => [/** @type {HTMLElement} */ (item).dataset.key, item]));
  const keys = new Set(wanted.map(each => String(keyOf(each))));
  known.forEach((item, key) => keys.has(String(key)) || item.remove());
  wanted.forEach((each, index) => {
    const key = String(keyOf(each));
    const item = /** @type {HTMLElement} */ (known.get(key) || create(each));
    item.dataset.key = key;
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] || null);
    write(item, each);
  });
}
