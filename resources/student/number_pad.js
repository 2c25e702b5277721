/**
 * Joining with a number instead of a name: large keys, then a question. Loaded only by classes with a
 * roster. It replaces the join form in its section; students without a number can get the form back.
 *
 * @typedef {object} Form the join form (not imported, because its module imports this one)
 * @property {{get(key: string): any}} storage
 * @property {string} seated the name of the student who is in the class on this phone, or ''
 * @property {boolean} isOther whether somebody else joins instead
 * @property {(name: string) => string} deviceOf
 * @property {(title: string) => void} entitle
 * @property {(code: string, body: any, name: string, device: string) => void} seat
 */
import { fillIn, language, text } from './texts.js';

const MOST_DIGITS = 9;
const LOOKUP_MS = 6000;

const PAD_WORDS = {
  ko: {
    ask: '내 번호를 눌러 주세요',
    hint: '자리 카드나 명단에 있는 번호예요.',
    field: '내 번호',
    erase: '지우기',
    ok: '확인',
    none: '번호가 없거나 몰라요',
    number_after_all: '번호로 들어가기',
    other_code: '다른 수업 번호 넣기',
    empty: '내 번호를 먼저 눌러 주세요.',
    unknown: '{n}번은 명단에 없어요.',
    looking: '찾는 중…',
    who: '{name} 님 맞으세요?',
    who_number: '{n}번 맞으세요?',
    number: '번호 {n}',
    yes: '네, 맞아요',
    no: '아니요',
    used: '{n}번은 다른 휴대폰에서 쓰고 있어요. 휴대폰을 바꾸셨으면 ‘네’를 눌러 주세요. 하시던 데부터 이어져요.',
    yes_here: '네, 이 휴대폰으로 할게요',
    no_again: '아니요, 번호를 다시 누를게요',
    joining: '들어가는 중…',
  },
  en: {
    ask: 'Enter your number',
    hint: 'It is on your seat card, or on the list.',
    field: 'Your number',
    erase: 'Delete',
    ok: 'OK',
    none: 'I have no number',
    number_after_all: 'Use my number instead',
    other_code: 'Enter another class code',
    empty: 'Enter your number first.',
    unknown: 'No one has the number {n}.',
    looking: 'Looking…',
    who: 'Are you {name}?',
    who_number: 'Are you number {n}?',
    number: 'Number {n}',
    yes: 'Yes, that’s me',
    no: 'No',
    used: 'Number {n} is in use on another phone. If you changed phones, tap Yes: you go on where you were.',
    yes_here: 'Yes, use this phone',
    no_again: 'No, enter it again',
    joining: 'Joining…',
  },
};
const words = PAD_WORDS[language === 'ko' ? 'ko' : 'en'];

/** @type {Record<string, import('./texts.js').Key>} */
const REASONS = {
  session_ended: 'e_ended',
  unknown_session: 'e_unknown',
  locked: 'e_locked',
  full: 'e_full',
  rate_limited: 'e_slow',
};

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {string} id @param {string} [content] @param {string} [className] @returns {HTMLElementTagNameMap[T]}
 */
function made(tag, id, content = '', className = '') {
  const element = document.createElement(tag);
  element.id = id;
  element.textContent = content;
  element.className = className;
  return element;
}

/** @param {string} id @param {string} content @param {string} className @param {() => void} press */
function key(id, content, className, press) {
  const button = made('button', id, content, className);
  button.type = 'button';
  button.onclick = press;
  return button;
}

class NumberPad {
  /** @param {Form} view */
  constructor(view) {
    this.view = view;
    this.code = '';
    /** The name to confirm, or '' if the server does not tell it. */
    this.name = '';
    this.inUse = false;
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = '/static/number_pad.css';
    document.head.append(sheet);
    this.section = /** @type {HTMLElement} */ (document.getElementById('join'));
    this.section.lang = language;
    this.field = made('input', 'my-number');
    this.field.inputMode = 'none';
    this.field.autocomplete = 'off';
    this.field.setAttribute('aria-label', words.field);
    this.field.setAttribute('aria-describedby', 'pad-hint pad-error');
    this.field.oninput = () => this.write(this.field.value);
    this.keys = made('div', 'keys');
    for (const digit of '123456789') this.keys.append(this.digit(digit));
    this.keys.append(
      key('key-erase', words.erase, '', () => this.write(this.field.value.slice(0, -1))),
      this.digit('0'),
      key('key-ok', words.ok, 'primary', () => this.look()),
    );
    this.hint = made('p', 'pad-hint', words.hint, 'hint');
    this.error = made('p', 'pad-error', '', 'error');
    this.error.setAttribute('role', 'alert');
    this.pad = made('div', 'pad');
    this.pad.append(
      made('h2', 'pad-ask', words.ask),
      this.hint,
      this.error,
      this.field,
      this.keys,
      key('no-number', words.none, 'link', () => this.close(true)),
      key('pad-other-code', words.other_code, 'link', () => this.otherCode()),
    );
    this.pad.onkeydown = event => this.typed(event);
    this.who = made('h2', 'pad-who');
    this.note = made('p', 'pad-note');
    this.refused = made('p', 'pad-refused', '', 'error');
    this.refused.setAttribute('role', 'alert');
    this.yes = key('pad-yes', '', 'primary big', () => this.join());
    this.no = key('pad-no', '', 'big', () => this.again());
    this.check = made('div', 'pad-check');
    this.check.append(this.who, this.note, this.refused, this.yes, this.no);
    for (const each of [this.who, this.pad.firstElementChild]) /** @type {HTMLElement} */ (each).tabIndex = -1;
    this.back = key('with-number', words.number_after_all, 'link', () => {
      this.showKeys();
      this.again();
    });
    this.section.insertBefore(this.back, document.getElementById('other-code'));
    this.section.insertBefore(this.pad, document.getElementById('join-form'));
    this.section.insertBefore(this.check, document.getElementById('join-form'));
  }

  /** @param {string} digit */
  digit(digit) {
    return key(`key-${digit}`, digit, '', () => this.write(this.field.value + digit));
  }

  /** Opens the keys; a seat card's number is taken from the fragment of the address. @param {string} code */
  open(code) {
    this.code = code;
    this.showKeys();
    const [, given] = /^#(\d{1,9})$/.exec(location.hash) || ['', ''];
    this.again(given);
    if (given) this.look();
  }

  /** Shows the keys instead of the form. */
  showKeys() {
    this.section.classList.add('numbers');
    this.back.hidden = true;
  }

  /** @param {boolean} [asksName] whether to ask for a name instead, with a button to come back */
  close(asksName) {
    this.section.classList.remove('numbers');
    this.pad.hidden = this.check.hidden = true;
    this.back.hidden = !asksName;
    if (asksName) /** @type {HTMLElement} */ (document.getElementById('name')).focus();
  }

  otherCode() {
    this.close();
    /** @type {HTMLElement} */ (document.getElementById('other-code')).click();
  }

  /** Asks for the number from the start. @param {string} [number] */
  again(number = '') {
    this.pad.hidden = false;
    this.check.hidden = true;
    this.write(number);
    this.busy(false);
    this.field.focus({ preventScroll: true });
  }

  /** @param {string} number */
  write(number) {
    const digits = number.normalize('NFKC').replace(/\D/g, '').slice(0, MOST_DIGITS);
    if (this.field.value !== digits) this.field.value = digits;
    this.say('');
  }

  /** Handles the keys of a keyboard, wherever the focus is. @param {KeyboardEvent} event */
  typed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const isInField = event.target === this.field;
    if (event.key === 'Enter' && isInField) this.look();
    else if (isInField) return;
    else if (/^\d$/.test(event.key)) this.write(this.field.value + event.key);
    else if (event.key === 'Backspace') this.write(this.field.value.slice(0, -1));
    else return;
    event.preventDefault();
  }

  /** @param {string} error */
  say(error) {
    this.error.textContent = error;
    // The error replaces the hint, so that the keys do not move.
    this.hint.hidden = error !== '';
    this.field.setAttribute('aria-invalid', String(error !== ''));
  }

  /** @param {boolean} on */
  busy(on) {
    const ok = /** @type {HTMLButtonElement} */ (this.keys.lastElementChild);
    ok.disabled = this.yes.disabled = this.no.disabled = on;
    ok.setAttribute('aria-label', on ? words.looking : words.ok);
  }

  /** Asks the server whose number it is. */
  async look() {
    const number = this.field.value;
    if (!number) return this.say(words.empty);
    this.busy(true);
    const { status, body, retryAfter } = await this.call(`people/${number}`);
    this.busy(false);
    if (this.field.value !== number || this.pad.hidden) return;
    if (status !== 200) return this.say(this.reason(status, body, retryAfter));
    this.ask(String(body.name || ''), body.in_use === true);
  }

  /** @param {string} name @param {boolean} inUse */
  ask(name, inUse) {
    const n = String(Number(this.field.value));
    this.name = name;
    this.inUse = inUse;
    this.pad.hidden = true;
    this.check.hidden = false;
    this.refused.textContent = '';
    this.who.textContent = fillIn(name ? words.who : words.who_number, { name, n });
    this.note.textContent = fillIn(inUse ? words.used : name ? words.number : '', { n });
    this.yes.textContent = inUse ? words.yes_here : words.yes;
    this.no.textContent = inUse ? words.no_again : words.no;
    this.check.classList.toggle('used', inUse);
    this.who.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  async join() {
    const { view, code, name } = this;
    const yes = this.yes.textContent;
    this.busy(true);
    this.yes.textContent = words.joining;
    // Another person on this phone gets another device id.
    view.isOther = Boolean(view.seated && view.seated !== name);
    const device = view.deviceOf(name);
    const query = `number=${Number(this.field.value)}&takes_over=${this.inUse ? 'yes' : ''}`;
    const { status, body, retryAfter } = await this.call(`join`, query, 'POST', device);
    this.busy(false);
    this.yes.textContent = yes;
    if (status === 409) this.ask(name, true);
    else if (status === 200 || status === 201) {
      this.close();
      view.seat(code, body, body.user_name, device);
    } else this.refused.textContent = this.reason(status, body, retryAfter);
  }

  /** @param {number} status @param {any} body @param {string|null} [retryAfter] */
  reason(status, body, retryAfter) {
    const code = body.error ? body.error.code : '';
    if (code === 'unknown_number') return fillIn(words.unknown, { n: Number(this.field.value) });
    return text(status === 0 ? 'e_net' : REASONS[code] || 'e_other', { n: Number(retryAfter) });
  }

  /**
   * @param {string} path @param {string} [query] @param {string} [method] @param {string} [device]
   * @returns {Promise<{status: number, body: any, retryAfter?: string|null}>}
   */
  async call(path, query = '', method = 'GET', device = this.view.storage.get('device') || this.view.deviceOf('')) {
    const me = `role=STUDENT&device_id=${device}&ticket=${this.view.storage.get('ticket') || ''}`;
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), LOOKUP_MS);
    try {
      const options = { method, signal: abort.signal };
      const response = await fetch(`/api/sessions/${this.code}/${path}?${me}&${query}`, options);
      const body = await response.json().catch(() => ({}));
      return { status: response.status, body, retryAfter: response.headers.get('Retry-After') };
    } catch {
      return { status: 0, body: {} };
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @type {NumberPad|undefined} */
let pad;

/** Asks for a number instead of a name. @param {Form} view @param {string} code @param {string} title of the class */
export function askNumber(view, code, title) {
  view.entitle(title);
  pad = pad || new NumberPad(view);
  pad.open(code);
}
