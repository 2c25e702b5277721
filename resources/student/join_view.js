/** The join form: a code, a name, one button, and a plain message when joining fails. */
import { getSession, join } from './api.js';
import { button, el, input, onPress, onSubmit, setText, show, written } from './page.js';
import { text } from './texts.js';

/** Spaces and hyphens are how people read codes aloud. @param {string} text */
export const cleanCode = text =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 12);

/** What is written as `%20` and the like is no part of a code. @param {string} path */
export const codeInPath = path => cleanCode((/^\/join\/([^/]+)/.exec(path) || ['', ''])[1].replace(/%../g, ''));

/** @type {Record<string, import('./texts.js').Key>} */
const REFUSALS = {
  unknown_session: 'e_unknown',
  session_ended: 'e_ended',
  locked: 'e_locked',
  full: 'e_full',
  invalid_field: 'e_bad_name',
  rate_limited: 'e_slow',
};

export class JoinView {
  /**
   * @param {object} around
   * @param {import('./storage.js').Storage} around.storage
   * @param {string} around.deviceId
   * @param {(code: string, seat: any, name: string) => void} around.onJoined
   */
  constructor({ storage, deviceId, onJoined }) {
    this.storage = storage;
    this.deviceId = deviceId;
    this.onJoined = onJoined;
    const code = input('code');
    code.addEventListener('input', () => this.tidyCode());
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
    onSubmit('join-form', () => this.submit());
  }

  /** @param {string} code may be empty @param {boolean|null} [again] whether this phone was in already */
  open(code, again = false) {
    show('join-again', again);
    input('name').value = this.storage.get('name') || '';
    this.clearErrors();
    this.askCode(code);
    if (code) this.look(code);
  }

  /** A code that came with the link is not shown to be mistyped. @param {string} known */
  askCode(known) {
    input('code').value = known;
    show('code-field', !known);
    show('other-code', known);
    this.entitle('');
    this.tidyCode();
  }

  /** What class is behind the code? @param {string} code */
  async look(code) {
    const { status, body } = await getSession(code);
    if (input('code').value !== code) return;
    if (status === 404) this.fail('code', 'e_unknown');
    else if (body.status === 'ENDED') this.fail('join', 'e_ended');
    else if (body.locked) this.fail('join', 'e_locked');
    else if (body.title) this.entitle(body.title);
  }

  /** @param {string} title of the class, where it is known */
  entitle(title) {
    setText('join-title', title || text('join_title'));
    show('join-eyebrow', title);
  }

  tidyCode() {
    const code = input('code');
    const tidy = cleanCode(code.value);
    if (code.value !== tidy) code.value = tidy;
    el('boxes').classList.toggle('long', tidy.length > 6);
  }

  async submit() {
    this.clearErrors();
    const code = input('code').value;
    const name = written('name');
    if (code.length < 4) return this.fail('code', 'e_code');
    if (!name) return this.fail('name', 'e_name');
    this.busy(true);
    const { status, body, retryAfter } = await join(code, name, this.deviceId);
    this.busy(false);
    if (status === 200 || status === 201) {
      this.storage.set('name', name);
      this.onJoined(code, body, name);
    } else {
      this.refused(status, body.error ? body.error.code : '', Number(retryAfter));
    }
  }

  /** @param {number} status @param {string} code @param {number} seconds */
  refused(status, code, seconds) {
    const key = status === 0 ? 'e_net' : REFUSALS[code] || 'e_other';
    const field = code === 'unknown_session' ? 'code' : code === 'invalid_field' ? 'name' : 'join';
    this.fail(field, key, { n: seconds });
  }

  /** @param {boolean} on */
  busy(on) {
    button('join-button').disabled = on;
    setText('join-button', text(on ? 'joining' : 'join'));
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
