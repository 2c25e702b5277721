/** The upload page on the instructor's phone: chooses pictures for a lesson and sends them. */
import { UploadClient } from './upload_client.js';
import { inOrderTaken } from './upload_order.js';
import { shrink, Unreadable } from './upload_shrink.js';
import { EN, fillIn, KO } from './upload_words.js';

/** @typedef {import('./upload_client.js').Item} Item */

const korean = navigator.language.toLowerCase().startsWith('ko');
const texts = korean ? KO : EN;
/** @param {keyof typeof KO} key @param {Record<string, string|number>} [values] */
const text = (key, values) => fillIn(texts[key], values);
const KEY = 'upload-phone';
const ASK_MS = 6000;

/** @template {HTMLElement} T @param {string} id @returns {T} */
const at = id => /** @type {T} */ (document.getElementById(id));
/** @type {HTMLInputElement} */
const files = at('files');
/** @type {HTMLButtonElement} */
const send = at('send');
/** @type {HTMLProgressElement} */
const progress = at('progress');
const list = at('list');

/** A sentence for each file that could not be read. @type {string[]} */
let unreadable = [];
/** The progress of reading files in words, '' while none is read. */
let reading = '';
/** Whether the computer wants only one picture, for one step. */
let isForOne = false;

/** Sets a text only if it differs: a live region is read aloud at every change. @param {Element} element @param {string} words */
function setText(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** A random key of this phone, kept as long as the tab: the pass works only with it. */
function phoneKey() {
  const drawn = [...crypto.getRandomValues(new Uint8Array(16))]
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('');
  try {
    const kept = sessionStorage.getItem(KEY) || drawn;
    sessionStorage.setItem(KEY, kept);
    return kept;
  } catch {
    return drawn;
  }
}

const pass = encodeURIComponent(location.hash.slice(1));
const query = `${pass}?phone=${phoneKey()}`;
const scheme = location.protocol === 'https:' ? 'wss' : 'ws';

/** @returns {Promise<import('./upload_client.js').Verdict>} */
async function probe() {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ASK_MS);
  try {
    const { status } = await fetch(`/api/upload/${query}`, { signal: abort.signal });
    return status === 200 ? 'good' : status === 403 ? 'void' : 'unreachable';
  } catch {
    return 'unreachable';
  } finally {
    clearTimeout(timer);
  }
}

const client = new UploadClient({
  openSocket: () => /** @type {any} */ (new WebSocket(`${scheme}://${location.host}/ws/upload/${query}`)),
  probe,
  clock: { set: (act, ms) => setTimeout(act, ms), clear: timer => clearTimeout(timer) },
  random: Math.random,
  onChange: show,
});

// Texts -------------------------------------------------------------------------------------------

/** @returns {string} */
function lineWords() {
  const unsent = client.having('ready', 'queued', 'sending').length;
  if (client.phase === 'over' && unsent) return text('overEarly', { n: unsent });
  if (client.phase !== 'live') return text(client.phase);
  return client.isDiskFull ? text('disk') : reading;
}

function countWords() {
  const wanted = client.wanted.length;
  const stored = client.having('stored').length;
  const refused = client.having('refused').length;
  if (!wanted) return '';
  if (client.having('queued', 'sending').length) return text('progress', { n: stored + refused, total: wanted });
  return refused ? text('doneSome', { n: stored, refused }) : text('done', { n: stored });
}

function show() {
  if (client.room !== null && !client.wanted.length && client.phase === 'live') isForOne = client.room === 1;
  const ready = client.having('ready').length;
  const hasRoom = client.free !== 0 || (isForOne && ready);
  const canChoose = client.phase !== 'connecting' && !client.isOver && hasRoom && !reading;
  setText(at('line'), lineWords());
  at('open').hidden = client.room === null || (client.isOver && !client.items.length);
  setText(at('hint'), text(isForOne ? 'hintOne' : 'hint'));
  at('hint').hidden = client.items.length > 0;
  at('choose').hidden = !canChoose;
  at('choose').className = client.items.length ? '' : 'primary';
  setText(at('choose').children[0], text(client.items.length ? 'chooseMore' : 'choose'));
  files.multiple = !isForOne;
  at('bar').hidden = !client.items.length;
  setText(at('count'), countWords());
  progress.hidden = !client.having('queued', 'sending').length;
  progress.value = client.share;
  send.hidden = !ready || client.isOver;
  setText(send, text('send', { n: ready }));
  showRefused();
  showList();
}

function showRefused() {
  const words = [
    ...unreadable,
    ...client.having('refused').map(item => text(/** @type {any} */ (item.reason), { name: item.name })),
  ];
  const box = at('refused');
  words.forEach((each, place) => {
    if (!box.children[place]) box.append(document.createElement('p'));
    setText(box.children[place], each);
  });
  while (box.children.length > words.length) box.children[words.length].remove();
}

// The list ----------------------------------------------------------------------------------------

/** Updates the list. Pictures keep their elements, so that none moves under a finger without need. */
function showList() {
  const known = /** @type {HTMLElement[]} */ ([...list.children]);
  const shown = client.items.filter(item => item.state !== 'refused');
  known.filter(each => !shown.some(item => item.id === each.dataset.id)).forEach(each => each.remove());
  shown.forEach((item, place) => {
    const element = known.find(each => each.dataset.id === item.id) || makeItem(item);
    if (list.children[place] !== element) list.insertBefore(element, list.children[place] || null);
    writeItem(element, item, place, shown);
  });
}

/** @param {Item} item */
function makeItem(item) {
  const element = document.createElement('li');
  element.dataset.id = item.id;
  const image = document.createElement('img');
  image.src = item.url;
  image.alt = '';
  const words = document.createElement('p');
  words.append(document.createElement('b'), document.createElement('span'));
  const row = document.createElement('div');
  /** @type {[string, string, () => void][]} */
  const presses = [
    ['up', '↑', () => move(element, -1)],
    ['down_', '↓', () => move(element, 1)],
    ['drag', '≡', () => {}],
    ['remove', '✕', () => leaveOut(element)],
  ];
  for (const [name, sign, press] of presses) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = name;
    button.textContent = sign;
    button.onclick = press;
    row.append(button);
  }
  letDrag(element, /** @type {HTMLElement} */ (row.children[2]));
  element.append(image, words, row);
  return element;
}

/** @param {HTMLElement} element @param {Item} item @param {number} place @param {Item[]} shown */
function writeItem(element, item, place, shown) {
  const [number, state] = element.children[1].children;
  setText(number, String(place + 1));
  setText(state, text(item.wasKnown ? 'known' : /** @type {any} */ (item.state)));
  element.className = item.state;
  const row = /** @type {HTMLElement} */ (element.children[2]);
  row.hidden = item.state !== 'ready' || client.isOver;
  if (row.hidden) return;
  const ready = shown.filter(each => each.state === 'ready');
  const [up, down, drag, remove] = /** @type {HTMLButtonElement[]} */ ([...row.children]);
  up.disabled = ready[0] === item;
  down.disabled = ready[ready.length - 1] === item;
  drag.disabled = ready.length < 2;
  for (const button of [up, down, drag, remove])
    button.setAttribute('aria-label', text(/** @type {any} */ (button.className), { n: place + 1 }));
}

/** @param {HTMLElement} element */
const placeOf = element => [...list.children].indexOf(element);

/** @param {HTMLElement} element @param {number} by */
function move(element, by) {
  const pressed = /** @type {HTMLElement} */ (document.activeElement);
  if (client.move(element.dataset.id || '', by) < 0) return;
  // Moving an element takes the focus away; at an end of the list, the pressed button is disabled.
  const other = /** @type {HTMLElement} */ (element.querySelector(by < 0 ? '.down_' : '.up'));
  const isOff = /** @type {HTMLButtonElement} */ (pressed).disabled;
  if (element.contains(pressed)) (isOff ? other : pressed).focus();
  element.scrollIntoView({ block: 'nearest' });
  setText(at('said'), text('isNow', { n: placeOf(element) + 1 }));
}

/** @param {HTMLElement} element */
function leaveOut(element) {
  const place = placeOf(element);
  const item = client.items.find(each => each.id === element.dataset.id);
  client.remove(element.dataset.id || '');
  if (item) URL.revokeObjectURL(item.url);
  const next = list.children[Math.min(place, list.children.length - 1)];
  const button = /** @type {HTMLElement|null} */ (next && next.querySelector('.remove'));
  if (button && button.offsetParent) button.focus();
  else files.focus();
  setText(at('said'), text('removed'));
}

/** Makes an item draggable by its handle; it swaps places with the items it passes. @param {HTMLElement} element @param {HTMLElement} handle */
function letDrag(element, handle) {
  handle.onpointerdown = event => {
    if (/** @type {HTMLButtonElement} */ (handle).disabled) return;
    handle.setPointerCapture(event.pointerId);
    element.setAttribute('data-dragged', '');
  };
  handle.onpointermove = event => {
    if (!element.hasAttribute('data-dragged')) return;
    const above = element.previousElementSibling;
    const below = element.nextElementSibling;
    if (above && event.clientY < middleOf(above)) client.move(element.dataset.id || '', -1);
    else if (below && event.clientY > middleOf(below)) client.move(element.dataset.id || '', 1);
    if (event.clientY < EDGE_PX) scrollBy(0, -EDGE_PX / 4);
    if (event.clientY > innerHeight - EDGE_PX * 2) scrollBy(0, EDGE_PX / 4);
  };
  handle.onpointerup = handle.onpointercancel = () => {
    if (!element.hasAttribute('data-dragged')) return;
    element.removeAttribute('data-dragged');
    setText(at('said'), text('isNow', { n: placeOf(element) + 1 }));
  };
}

const EDGE_PX = 64;

/** @param {Element} element */
function middleOf(element) {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
}

// Choosing ----------------------------------------------------------------------------------------

/** Reads the chosen files one after another, because each takes much memory for a moment. */
async function take() {
  const chosen = inOrderTaken([...(files.files || [])]);
  files.value = ''; // so that the same can be chosen again
  unreadable = [];
  let twice = 0;
  for (const [place, file] of chosen.entries()) {
    reading = text('reading', { n: place + 1, total: chosen.length });
    show();
    try {
      const small = await shrink(file);
      if (isForOne) client.having('ready').forEach(item => client.remove(item.id));
      const added = client.add(small);
      if (added !== 'added') URL.revokeObjectURL(small.url);
      if (added === 'twice') twice += 1;
      if (added === 'full') unreadable.push(text('too_many', { name: file.name }));
    } catch (error) {
      const fault = error instanceof Unreadable ? error.fault : 'no_picture';
      unreadable.push(text(fault, { name: file.name }));
    }
  }
  if (twice) unreadable.push(text('twice', { n: twice }));
  reading = '';
  show();
  if (!send.hidden) send.focus({ preventScroll: true });
}

document.documentElement.lang = korean ? 'ko' : 'en';
document.title = text('title');
setText(at('title'), text('title'));
list.setAttribute('aria-label', text('title'));
files.onchange = take;
send.onclick = () => client.send();
addEventListener('online', () => client.wake());
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && client.wake());
addEventListener('beforeunload', event => {
  if (client.isOver || !client.having('ready', 'queued', 'sending').length) return;
  event.preventDefault();
  event.returnValue = '';
});
addEventListener('hashchange', () => location.reload());
if (pass) client.start();
else setText(at('line'), text('noCode'));
