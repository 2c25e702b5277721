/** Help: one press asks; a message and a picture may follow; it can be cancelled. */
import { el, focus, input, lookAt, on, onPress, onSubmit, setText, show, toast, written } from './page.js';
import { text } from './texts.js';

/** Loads the module that shrinks photos, only when it is needed. */
const photos = () => import('./picture.js');

export class HelpView {
  /**
   * @param {object} around
   * @param {import('./places.js').Places} around.places
   * @param {() => import('./class_state.js').Step|null} around.shownStep the step that help is asked for
   */
  constructor({ places, shownStep }) {
    this.places = places;
    this.shownStep = shownStep;
    /** @type {import('./class_client.js').ClassClient|null} */
    this.client = null;
    /** The picture to send, as a data URL. */
    this.picture = '';
    onPress('help-ask', () => {
      if (this.ask()) lookAt('help-card');
    });
    onPress('help-details', () => {
      const step = shownStep();
      if (step) places.go(`help:${step.id}`);
      photos().catch(() => {});
    });
    onPress('help-cancel', () => {
      if (!this.client) return;
      this.client.cancelHelp();
      focus(el('help-ask'));
    });
    onPress('picture-remove', () => this.setPicture(''));
    for (const id of ['camera', 'gallery']) on(input(id), 'change', () => this.take(input(id)));
    onSubmit('help-form', () => this.send());
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
    const by = client.state.help?.by;
    setText('help-state', text(by ? 'comes' : title, by));
    const place = stage === 'asked' && position ? text('position', { n: position }) : '';
    setText('help-text', words || place);
    el('help-card').classList.toggle('coming', stage === 'coming');
    el('help-icon').children[0].setAttribute('href', stage === 'coming' ? '#i-walk' : '#i-hand');
  }

  /** @param {{message?: string, screenshot?: string}} [more] @returns {boolean} whether there is a step to ask about */
  ask(more) {
    const step = this.shownStep();
    if (!this.client || !step) return false;
    this.client.askHelp(step.id, more);
    return true;
  }

  /** @param {HTMLInputElement} chooser */
  async take(chooser) {
    const file = chooser.files && chooser.files[0];
    chooser.value = '';
    if (!file) return;
    setText('picture-error', '');
    /** @type {import('./texts.js').Key} */
    let fault = 'picture_lost';
    try {
      const { shrink } = await photos();
      fault = 'picture_no';
      this.setPicture(await shrink(file));
    } catch {
      setText('picture-error', text(fault));
    }
  }

  /** @param {string} dataUrl */
  setPicture(dataUrl) {
    this.picture = dataUrl;
    const image = /** @type {HTMLImageElement} */ (el('picture'));
    image.alt = text('picture_alt');
    image.onload = () => el('help-send').scrollIntoView({ block: 'nearest' });
    if (dataUrl) image.src = dataUrl;
    else image.removeAttribute('src');
    show('picture-shown', dataUrl);
  }

  send() {
    const message = written('help-words');
    const more = {
      ...(message && { message }),
      ...(this.picture && { screenshot: this.picture.slice(this.picture.indexOf(',') + 1) }),
    };
    if ((message || this.picture) && this.client && this.ask(more)) {
      toast(text(this.client.isOnline() ? 'sent' : 'kept'));
    }
    input('help-words').value = '';
    this.setPicture('');
    this.places.back();
  }
}
