/**
 * Text size, reading aloud and contrast as the instructor or a helper set them: applied once,
 * announced, and undone with one tap. Loaded only on phones for which they were set.
 */
import { language } from './texts.js';

const KO = {
  larger_text: ['글자를 보통 크기로 바꿨어요.', '글자를 크게 바꿨어요.'],
  read_aloud: ['이제 읽어 드리지 않아요.', '이제 새 단계를 읽어 드려요.'],
  high_contrast: ['화면을 원래대로 바꿨어요.', '글자가 또렷하게 보이도록 바꿨어요.'],
  undo: '되돌리기',
  ok: '좋아요',
  contrast: '또렷하게 보기',
};

/** @type {typeof KO} */
const EN = {
  larger_text: ['The text has its usual size again.', 'The text is larger now.'],
  read_aloud: ['New steps are no longer read aloud.', 'New steps are read aloud from now on.'],
  high_contrast: ['The colors are as before.', 'The text stands out more now.'],
  undo: 'Undo',
  ok: 'OK',
  contrast: 'Stronger contrast',
};

const sayings = language === 'ko' ? KO : EN;

/** @typedef {'larger_text'|'read_aloud'|'high_contrast'} Thing @typedef {Record<Thing, boolean>} Looks */

const THINGS = /** @type {Thing[]} */ (['larger_text', 'read_aloud', 'high_contrast']);
const SHOWN_MS = 60000;

/** @param {string} id @returns {HTMLElement} */
const byId = id => /** @type {HTMLElement} */ (document.getElementById(id));
const auto = () => /** @type {HTMLInputElement} */ (byId('auto'));
const root = document.documentElement;

/**
 * @typedef {object} Around
 * @property {import('./class_client.js').ClassClient} client
 * @property {import('./storage.js').Storage} storage
 * @property {(on: boolean) => void} writeBigger
 */

class Comfort {
  constructor() {
    /** @type {Around|null} */
    this.around = null;
    this.timer = 0;
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = '/static/comfort.css';
    document.head.append(sheet);
    this.card = document.createElement('div');
    this.card.id = 'comfort';
    this.card.setAttribute('role', 'status');
    const main = document.querySelector('main') || document.body;
    main.prepend(this.card);
    this.button = press('', () => {
      this.set({ ...looks(), high_contrast: !looks().high_contrast });
      this.report();
    });
    this.button.id = 'contrast';
    this.button.setAttribute('aria-label', sayings.contrast);
    byId('bigger').before(this.button);
    // The student's own changes are reported too. The page's listeners were added, and run, first.
    byId('bigger').addEventListener('click', () => this.report());
    auto().addEventListener('change', () => this.report());
  }

  /** Applies what is wanted, once for each `number`. @param {Around} around @param {any} wanted message fields; may be without `number` to restore the contrast of this phone */
  follow(around, wanted) {
    const { storage } = around;
    this.around = around;
    // Changes made while offline are reported before a new request is applied.
    if (storage.get('comfortUnsaid')) this.report();
    const before = looks();
    const kept = { ...before, high_contrast: storage.get('contrast') === true };
    const isNew = wanted.number && wanted.number !== storage.get('comfort');
    const asked = isNew ? { ...kept, ...given(wanted) } : kept;
    this.set(asked);
    if (!isNew) return;
    storage.set('comfort', wanted.number);
    const changed = THINGS.filter(thing => asked[thing] !== kept[thing]);
    if (changed.length) this.say(changed, asked, kept);
  }

  /** @param {Looks} wanted */
  set(wanted) {
    if (!this.around) return;
    const { storage, writeBigger } = this.around;
    const { larger_text, read_aloud, high_contrast } = looks();
    if (wanted.larger_text !== larger_text) {
      storage.set('bigger', wanted.larger_text);
      writeBigger(wanted.larger_text);
    }
    if (wanted.read_aloud !== read_aloud) {
      storage.set('auto', wanted.read_aloud);
      auto().checked = wanted.read_aloud;
    }
    if (wanted.high_contrast !== high_contrast) storage.set('contrast', wanted.high_contrast);
    root.classList.toggle('contrast', wanted.high_contrast);
    this.button.setAttribute('aria-pressed', String(wanted.high_contrast));
  }

  /** @param {Thing[]} changed @param {Looks} now @param {Looks} before */
  say(changed, now, before) {
    const lines = changed.map(thing => {
      const line = document.createElement('p');
      line.textContent = sayings[thing][Number(now[thing])];
      return line;
    });
    const undo = press(sayings.undo, () => {
      this.set({ ...looks(), ...Object.fromEntries(changed.map(thing => [thing, before[thing]])) });
      this.report();
      this.hush();
    });
    const row = document.createElement('div');
    row.append(
      undo,
      press(sayings.ok, () => this.hush()),
    );
    this.hush();
    this.card.append(...lines, row);
    this.card.scrollIntoView({ block: 'nearest' });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hush(), SHOWN_MS);
  }

  hush() {
    this.card.textContent = '';
  }

  /** Reports the page's settings to the server, later if there is no connection. */
  report() {
    if (!this.around) return;
    const { client, storage } = this.around;
    const sent = client.connection.send({ type: 'comfort_chosen', data: looks() });
    storage.set('comfortUnsaid', !sent);
  }
}

/** @returns {Looks} the page's settings now */
const looks = () => ({
  larger_text: root.classList.contains('bigger'),
  read_aloud: auto().checked,
  high_contrast: root.classList.contains('contrast'),
});

/** The settings that were requested; the others stay unchanged. @param {Record<Thing, boolean|null>} wanted @returns {Partial<Looks>} */
const given = wanted =>
  Object.fromEntries(THINGS.filter(thing => typeof wanted[thing] === 'boolean').map(thing => [thing, wanted[thing]]));

/** @param {string} text @param {() => void} act */
function press(text, act) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.onclick = act;
  return button;
}

/** @type {Comfort|null} */
let comfort = null;

/** @param {any} wanted @param {Around['client']} client @param {Around['storage']} storage @param {Around['writeBigger']} writeBigger */
export function follow(wanted, client, storage, writeBigger) {
  comfort = comfort || new Comfort();
  comfort.follow({ client, storage, writeBigger }, wanted);
}
