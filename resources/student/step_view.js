/** Shows one step: the class's, or a missed one; and the list of missed steps. */
import { el, fill, input, lookAt, make, on, onPress, setText, show, showText } from './page.js';
import { languageOf, Reader } from './phone.js';
import { text } from './texts.js';

const MANY = 12;
/** Modules that are loaded only if a step has the field. @type {Record<'picture_url'|'question', () => Promise<any>>} */
const EXTRAS = {
  picture_url: () => import('./lesson_picture.js'),
  question: () => import('./lesson_question.js'),
};
/** The instances of the loaded ones; null while loading. @type {Record<string, any>} */
const extras = {};

/**
 * @typedef {import('./class_client.js').ClassClient} ClassClient
 * @typedef {import('./class_state.js').Step} Step
 */

export class StepView {
  /**
   * @param {object} around
   * @param {import('./storage.js').Storage} around.storage
   * @param {import('./places.js').Places} around.places
   */
  constructor({ storage, places }) {
    this.places = places;
    /** @type {Step|null} */
    this.step = null;
    /** @type {ClassClient|null} */
    this.client = null;
    this.lessonLanguage = '';
    /** The step's question, to be read aloud after its text. */
    this.asked = '';
    /** Whether this is the visible section of the page. */
    this.isInSight = false;
    this.reader = new Reader(window.speechSynthesis, () => this.renderReader());
    input('auto').checked = storage.get('auto') === true;
    on(input('auto'), 'change', () => storage.set('auto', input('auto').checked));
    onPress('listen', () => {
      if (this.reader.speaking) return this.reader.stop();
      this.read();
      el('no-voice').scrollIntoView({ block: 'nearest' });
    });
    onPress('to-class', () => places.home());
    onPress('missed-go', () => this.goMissed());
    onPress('done', () => {
      if (!this.client || !this.step) return;
      this.client.done(this.step.id);
      lookAt('well-done');
    });
    this.renderReader();
  }

  /** The step to show: a missed one that the student has opened, else the class's. @param {ClassClient} client */
  chosen(client) {
    const [place, id] = this.places.current.split(':');
    const missed = id && place !== 'missed' && client.state.steps.find(step => String(step.id) === id);
    return missed || client.state.step;
  }

  /** @param {ClassClient} client @param {boolean} isInSight */
  render(client, isInSight) {
    const { state } = client;
    const step = this.chosen(client);
    this.client = client;
    this.renderExtras(client, step, isInSight);
    if (!step) return;
    if (!this.step || this.step.id !== step.id) this.reader.stop();
    this.step = step;
    const own = state.step !== null && step.id === state.step.id;
    show('class-at', !own);
    if (state.step && !own) setText('class-at-text', text('class_at', { n: state.step.order_index }));
    this.lessonLanguage = state.language;
    this.renderGuide(step, state.total);
    this.renderBeads(client, step);
    this.renderActs(client, step, own);
  }

  /** @param {Step} step @param {number} total */
  renderGuide(step, total) {
    setText('step-of', text('step_of', { n: step.order_index, total }));
    setText('step-title', step.title);
    el('step-text').lang = languageOf(step.title + step.guide_text, this.lessonLanguage);
    showText('step-guide', step.guide_text || '');
    showText('step-more', step.description || '');
  }

  /** @param {ClassClient} client @param {Step|null} step @param {boolean} isInSight */
  renderExtras(client, step, isInSight) {
    this.isInSight = isInSight;
    for (const [field, load] of Object.entries(EXTRAS)) {
      if (extras[field]) extras[field].render(client, step, isInSight);
      if (
        !(field in extras) &&
        [step, ...client.state.steps].some(each => each && each[/** @type {keyof Step} */ (field)])
      ) {
        extras[field] = null;
        load().then(
          module => {
            const [Extra] = Object.values(module);
            extras[field] = new Extra(this);
            this.render(/** @type {ClassClient} */ (this.client), this.isInSight);
          },
          () => delete extras[field],
        );
      }
    }
  }

  /** @param {ClassClient} client @param {Step} shown */
  renderBeads(client, shown) {
    const total = client.state.total;
    const idAt = new Map(client.state.steps.map(step => [step.order_index, step.id]));
    const beads = Array.from({ length: total }, (_, index) => {
      const bead = make('i');
      bead.classList.toggle('now', index + 1 === shown.order_index);
      bead.classList.toggle('done', client.isDone(idAt.get(index + 1) || 0));
      return bead;
    });
    el('beads').classList.toggle('many', total > MANY);
    fill(el('beads'), beads);
  }

  /** @param {ClassClient} client @param {Step} step @param {boolean} own */
  renderActs(client, step, own) {
    const done = client.isDone(step.id);
    const missed = client.missed();
    show('done', !done);
    show('well-done', done);
    setText('well-done-text', client.isKept(step.id) ? text('kept') : own ? text('wait_others') : '');
    show('missed-go', missed.length > 0 && (own || done));
    setText('missed-text', text('missed', { n: missed.length }));
  }

  /** Goes back from a missed step to the list, or opens the list. */
  goMissed() {
    if (this.places.current.startsWith('step:')) this.places.back();
    else this.places.go('missed');
  }

  /** @param {ClassClient} client */
  renderMissed(client) {
    const missed = client.missed();
    setText('missed-hint', text(missed.length ? 'missed_hint' : 'missed_none'));
    const list = el('missed-list');
    const shown = missed.map(step => step.id).join();
    if (list.dataset.shown === shown) return;
    list.dataset.shown = shown;
    fill(
      list,
      missed.map(step => {
        const open = make('button');
        open.append(make('b', String(step.order_index)), make('span', step.title));
        open.dataset.place = `step:${step.id}`;
        const item = make('li');
        item.append(open);
        return item;
      }),
    );
  }

  /** Called when the class starts a new step. */
  arrived() {
    if (input('auto').checked) this.read();
  }

  read() {
    if (!this.step) return;
    const words = this.step.voice_guide_text || [this.step.title, this.step.guide_text].filter(Boolean).join('. ');
    this.reader.read(words + this.asked, languageOf(words, this.lessonLanguage));
  }

  renderReader() {
    setText('listen-text', text(this.reader.speaking ? 'stop' : 'listen'));
    setText('no-voice', this.reader.voiceless ? text('no_voice') : '');
  }
}
