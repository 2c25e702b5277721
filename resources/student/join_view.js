/** The join form: a code, a name, one button, and a plain message when joining fails. */
import { getSession, join } from './api.js';
import { button, el, input, on, onPress, onSubmit, setText, show, written } from './page.js';
import { text } from './texts.js';

const DIGIT = /^\p{Nd}$/u;

/** The value of a digit of any script: in Unicode, each script's digits are consecutive. @param {string} digit */
function digitValue(digit) {
  const code = digit.codePointAt(0) || 0;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++;
  return String(before % 10);
}

/** Removes spaces and hyphens, which people type between groups, and converts other scripts' digits. @param {string} text */
export const cleanCode = text =>
  text
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, digitValue)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 12);

/** @param {string} text percent-encoded */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%../g, '');
  }
}

/** @param {string} path */
export const codeInPath = path => cleanCode(decoded((/^\/join\/([^/]+)/.exec(path) || ['', ''])[1]));

/** @type {Record<string, import('./texts.js').Key>} */
const REFUSALS = {
  unknown_session: 'e_unknown',
  session_moved: 'e_unknown',
  session_ended: 'e_ended',
  locked: 'e_locked',
  full: 'e_full',
  invalid_field: 'e_bad_name',
  rate_limited: 'e_slow',
  forbidden: 'e_address',
};

export class JoinView {
  /**
   * @param {object} around
   * @param {import('./storage.js').Storage} around.storage
   * @param {(code: string, seat: any, name: string) => void} around.onJoined
   */
  constructor({ storage, onJoined }) {
    this.storage = storage;
    this.onJoined = onJoined;
    /** The name of the student whose seat this phone has now, or ''. */
    this.seated = '';
    /** The name that was filled in, and whether somebody else joins instead. */
    this.known = '';
    this.isOther = false;
    /** A new device id that is not used yet, or ''. */
    this.made = '';
    const code = input('code');
    // Do not change text that an input method is composing: letters would appear twice.
    on(code, 'input', event => this.tidyCode(event.isComposing));
    on(code, 'compositionend', () => this.tidyCode());
    onPress('code-letters', () => {
      const letters = code.inputMode === 'numeric';
      code.inputMode = letters ? 'email' : 'numeric'; // `text` opens a Korean phone's Hangul keyboard
      setText('code-letters', text(letters ? 'digits' : 'letters'));
      setText('code-hint', text(letters ? 'letters_hint' : 'code_hint'));
      code.focus();
    });
    onPress('other-code', () => {
      this.askCode('');
      code.focus();
    });
    onPress('other-person', () => {
      this.askName('', true);
      input('name').focus();
    });
    onSubmit('join-form', () => this.submit());
  }

  /**
   * @param {string} code may be empty
   * @param {boolean|null} [again] whether this phone had joined already
   * @param {string} [seated] the name of the student who is in now, if somebody else may join instead
   */
  open(code, again = false, seated = '') {
    this.seated = seated;
    show('join-again', again);
    show('join-back', seated);
    this.askName(seated || this.storage.get('name') || '', false);
    this.clearErrors();
    this.askCode(code);
    if (code) this.look(code);
  }

  /** @param {string} known @param {boolean} isOther */
  askName(known, isOther) {
    this.known = input('name').value = known;
    this.isOther = isOther;
    show('other-person', known);
    this.busy(false);
  }

  /** Shows the code field, unless the code came with the link. @param {string} known */
  askCode(known) {
    input('code').value = known;
    show('code-field', !known);
    show('other-code', known);
    this.entitle('');
    this.tidyCode();
  }

  /** Looks up the class of a code, to show its title. @param {string} code */
  async look(code) {
    const { status, body } = await getSession(code);
    if (cleanCode(input('code').value) !== code) return;
    if (status === 404) this.refused(status, body);
    else if (body.status === 'ENDED') this.fail('join', 'e_ended');
    else if (body.numbers) import('./number_pad.js').then(pad => pad.askNumber(this, code, body.title));
    else if (body.locked) this.fail('join', 'e_locked');
    else if (body.title) this.entitle(body.title);
  }

  /** @param {string} title of the class, '' if unknown */
  entitle(title) {
    setText('join-title', this.seated ? text('not_you') : title || text('join_title'));
    show('join-eyebrow', title && !this.seated);
  }

  /** @param {boolean} [isComposing] */
  tidyCode(isComposing) {
    const code = input('code');
    const tidy = cleanCode(code.value);
    if (code.value !== tidy && !isComposing) code.value = tidy;
    el('boxes').classList.toggle('long', tidy.length > 6);
  }

  async submit() {
    this.clearErrors();
    const code = cleanCode(input('code').value);
    const name = written('name');
    if (code.length < 4) return this.fail('code', 'e_code');
    if (!name) return this.fail('name', 'e_name');
    this.busy(true);
    const device = this.deviceOf(name);
    const change = this.isOther ? 'person' : name !== this.known ? 'name' : '';
    const { status, body, retryAfter } = await join(code, name, device, change);
    this.busy(false);
    if (status === 200 || status === 201) this.seat(code, body, name, device);
    else this.refused(status, body, Number(retryAfter));
  }

  /** @param {string} code @param {any} body @param {string} name @param {string} device */
  seat(code, body, name, device) {
    const others = Object.entries(this.people).filter(each => each[1] !== device);
    this.storage.set('people', Object.fromEntries([...others, [name, device]]));
    this.storage.set('device', device);
    this.made = '';
    this.storage.set('name', name);
    this.onJoined(code, body, name);
  }

  /** The device ids of everybody using this phone, by name: the class sees one device per person. @returns {Record<string, string>} */
  get people() {
    return this.storage.get('people') || {};
  }

  /** The device id of a person, kept so that the same person gets the same seat back. @param {string} name */
  deviceOf(name) {
    const known = this.isOther ? this.people[name] : this.storage.get('device');
    // The same for each try, because the server counts wrong tries by device.
    this.made = this.made || crypto.getRandomValues(new Uint32Array(4)).join('-');
    return typeof known === 'string' ? known : this.made;
  }

  /** @param {number} status @param {any} body @param {number} [n] seconds to wait */
  refused(status, { error }, n = 0) {
    const code = error ? error.code : '';
    const key = status === 0 ? 'e_net' : REFUSALS[code] || 'e_other';
    this.fail(key === 'e_unknown' ? 'code' : code === 'invalid_field' ? 'name' : 'join', key, { n });
    if (code === 'session_moved') import('./moved.js').then(moved => moved.tellMoved());
  }

  /** @param {boolean} on */
  busy(on) {
    button('join-button').disabled = on;
    setText('join-button', text(on ? 'joining' : this.seated && !this.isOther ? 'rename' : 'join'));
  }

  /** @param {'code'|'name'|'join'} field @param {import('./texts.js').Key} key @param {Record<string, number>} [values] */
  fail(field, key, values) {
    setText(`${field}-error`, text(key, values));
    if (field === 'join') return;
    if (field === 'code') {
      show('code-field', true);
      show('other-code', false);
    }
    input(field).setAttribute('aria-invalid', 'true');
    input(field).focus();
  }

  clearErrors() {
    for (const field of ['code', 'name', 'join']) setText(`${field}-error`, '');
    for (const field of ['code', 'name']) input(field).removeAttribute('aria-invalid');
  }
}
