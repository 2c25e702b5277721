/** Help: one press calls; words and a picture may follow; it can be taken back. */
import { el, input, onPress, setText, show, toast } from './page.js';
import { base64Of, shrink } from './picture.js';

export class HelpView {
  /**
   * @param {object} around
   * @param {ReturnType<typeof import('./strings.js').textsIn>} around.text
   * @param {import('./places.js').Places} around.places
   */
  constructor({ text, places }) {
    this.text = text;
    this.places = places;
    /** @type {import('./class_client.js').ClassClient|null} */
    this.client = null;
    /** The picture to send, as a data URL. */
    this.picture = '';
    onPress('help-ask', () => {
      if (!this.client) return;
      this.client.askHelp();
      el('help-card').scrollIntoView({ block: 'nearest' });
    });
    onPress('help-cancel', () => this.client && this.client.cancelHelp());
    onPress('picture-remove', () => this.setPicture(''));
    for (const id of ['camera', 'gallery']) input(id).addEventListener('change', () => this.take(input(id)));
    el('help-form').addEventListener('submit', event => {
      event.preventDefault();
      this.send();
    });
  }

  /** @param {import('./class_client.js').ClassClient} client */
  render(client) {
    this.client = client;
    const { stage, position, words } = client.help();
    const open = stage !== 'none';
    show('help-ask', !open);
    show('help-card', open);
    if (!open) return;
    const title = /** @type {const} */ ({ kept: 'asked_kept', asked: 'asked', coming: 'coming' })[stage];
    setText(el('help-state'), this.text(title));
    const place = stage === 'asked' && position ? this.text('position', { n: position }) : '';
    setText(el('help-text'), words || place);
    el('help-card').classList.toggle('coming', stage === 'coming');
    el('help-icon').setAttribute('href', stage === 'coming' ? '#i-walk' : '#i-hand');
  }

  /** @param {HTMLInputElement} chooser */
  async take(chooser) {
    const file = chooser.files && chooser.files[0];
    chooser.value = '';
    if (!file) return;
    setText(el('picture-error'), '');
    try {
      this.setPicture(await shrink(file));
    } catch {
      setText(el('picture-error'), this.text('picture_no'));
    }
  }

  /** @param {string} dataUrl */
  setPicture(dataUrl) {
    this.picture = dataUrl;
    const image = /** @type {HTMLImageElement} */ (el('picture'));
    image.alt = this.text('picture_alt');
    if (dataUrl) image.src = dataUrl;
    else image.removeAttribute('src');
    show('picture-shown', dataUrl);
  }

  send() {
    const message = input('help-words').value.trim();
    if (this.client && (message || this.picture)) {
      this.client.askHelp({ ...(message && { message }), ...(this.picture && { screenshot: base64Of(this.picture) }) });
      toast(this.text(this.client.connection.phase === 'live' ? 'sent' : 'kept'));
    }
    input('help-words').value = '';
    this.setPicture('');
    this.places.home();
  }
}
