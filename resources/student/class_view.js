/** Renders the class: its state, the student's place, the connection, the instructor's messages. */
import { getOnline, handoutUrl } from './api.js';
import {
  button,
  el,
  fill,
  focusHeading,
  icon,
  make,
  say,
  setText,
  show,
  showSection,
  showText,
  toast,
} from './page.js';
import { shake, Wakefulness } from './phone.js';
import { text } from './texts.js';

/** @typedef {import('./class_client.js').ClassClient} ClassClient */

const COUNT_MS = 8000;
const SHAKE_STEP = [120, 80, 120];
const SHAKE_WORDS = [60];

export class ClassView {
  /**
   * @param {object} around
   * @param {import('./places.js').Places} around.places
   * @param {import('./step_view.js').StepView} around.stepView
   * @param {import('./help_view.js').HelpView} around.helpView
   * @param {ClassClient} around.client
   * @param {string} around.code
   */
  constructor({ places, stepView, helpView, client, code }) {
    this.places = places;
    this.stepView = stepView;
    this.helpView = helpView;
    this.client = client;
    this.code = code;
    this.wakefulness = new Wakefulness();
    this.wasDown = false;
    this.counting = 0;
    el('words-ok').onclick = () => {
      client.dismissWords();
      focusHeading();
    };
    el('use-here').onclick = () => client.start();
  }

  /** Stops, because the phone has left this seat. */
  close() {
    this.count(false);
    show('not-you', false);
    this.wakefulness.keep(false);
    this.stepView.reader.stop();
    this.places.guarded = false;
    show('words', false);
    fill(el('line'), []);
    el('line').dataset.shown = '';
    document.body.className = '';
  }

  /** The section to show, from the state and the place. */
  section() {
    const { state, connection } = this.client;
    const [place] = this.places.current.split(':');
    if (state.status === 'ENDED') return 'ended';
    if (connection.reason === 'elsewhere' || connection.reason === 'removed') return connection.reason;
    if (place === 'how') return 'how';
    if (place === 'name') return 'join';
    if (!state.status) return 'opening';
    if (state.status === 'PAUSED') return 'paused';
    if (!state.step) return 'waiting';
    return place === 'missed' || place === 'help' ? place : 'step';
  }

  render() {
    const { client } = this;
    const { state, connection } = client;
    const section = this.section();
    this.stepView.render(client, section === 'step');
    this.stepView.renderMissed(client);
    this.helpView.render(client);
    document.body.classList.toggle('dimmed', section === 'paused');
    setText('who', state.userName);
    const changeable = section === 'waiting' || section === 'step';
    show('not-you', state.userName);
    show('not-you-text', changeable);
    button('not-you').disabled = !changeable;
    setText('welcome', text('welcome', { name: state.userName }));
    if (section === 'ended') this.renderEnded();
    showSection(section);
    this.renderLine();
    this.renderWords();
    this.count(section === 'waiting');
    this.wakefulness.keep(connection.phase !== 'stopped' && section !== 'ended');
    this.places.guarded = connection.phase !== 'stopped' && section !== 'ended';
    document.title = [section === 'step' && this.stepView.step ? this.stepView.step.title : '', text('page')]
      .filter(Boolean)
      .join(' · ');
  }

  /** Announces a message by text, speech and vibration. @param {import('./connection.js').Message} message @param {import('./class_state.js').ClassState} before */
  notice(message, before) {
    const { step } = this.client.state;
    if (message.type === 'step_changed' && step) {
      shake(SHAKE_STEP);
      say(
        `${text('step_of', { n: step.order_index, total: this.client.state.total })}. ${step.title}. ${step.guide_text || ''}`,
      );
      if (!this.places.current || this.places.current === 'picture:') {
        window.scrollTo(0, 0);
        this.stepView.arrived();
      }
    } else if (message.type === 'instructor_message') {
      shake(SHAKE_WORDS);
    } else if (message.type === 'help_response' && before !== this.client.state) {
      shake(SHAKE_WORDS);
      if (message.status === 'ON_THE_WAY') say(text(message.by ? 'comes' : 'coming', message.by));
      else if (message.status === 'PENDING') say(text('asked'));
      else if (before.help && !message.message && step && !this.client.isDone(step.id)) toast(text('help_over'));
    } else if (message.type === 'participant_renamed' && before.userName !== this.client.state.userName) {
      toast(text('twin', { name: message.user_name }));
    } else if (message.type === 'request_help_confirmed') {
      say(`${text('asked')}. ${text('position', { n: message.position })}`);
    }
  }

  renderLine() {
    const { client } = this;
    const level = client.trouble();
    const line = el('line');
    const off = navigator.onLine === false;
    const key = /** @type {const} */ (['', 'line_1', off ? 'wifi_2' : 'line_2', off ? 'wifi_3' : 'line_3'])[level];
    if (line.dataset.shown !== key) {
      line.dataset.shown = key;
      fill(line, key ? [this.strip(key)] : []);
    }
    if (this.wasDown && client.connection.phase === 'live') toast(text('line_ok'));
    this.wasDown = level > 1;
  }

  /** @param {import('./texts.js').Key} key */
  strip(key) {
    const strip = make('p', text(key), key === 'line_1' ? 'sign' : '');
    // The first levels need no action; the later ones tell what to do.
    if (key !== 'line_1' && key !== 'line_2') {
      const how = make('button', text('trouble'));
      how.dataset.place = 'how';
      strip.append(how);
    }
    return strip;
  }

  renderWords() {
    const { words } = this.client.state;
    const list = el('words-list');
    if (list.children.length !== words.length) {
      fill(
        list,
        words.map(each => make('p', each.text)),
      );
    }
    const from = words
      .map(each => each.from)
      .filter(Boolean)
      .pop();
    /** @type {HTMLElement} */ (list.previousElementSibling).textContent = [text('words_from'), from]
      .filter(Boolean)
      .join(' · ');
    show('words', words.length);
    document.body.classList.toggle('told', words.length > 0);
  }

  renderEnded() {
    const { steps, completed, total } = this.client.state;
    /** @type {HTMLAnchorElement} */ (el('take-home')).href = handoutUrl(this.code);
    showText('ended-count', completed.length ? text('ended_count', { n: completed.length, total }) : '');
    fill(
      el('ended-list'),
      steps
        .filter(step => completed.includes(step.id))
        .map(step => {
          const item = make('li');
          item.append(icon('check'), make('span', step.title));
          return item;
        }),
    );
  }

  /** Polls the number of students here, only while it is shown. @param {boolean} on */
  count(on) {
    if (!on) {
      clearInterval(this.counting);
      this.counting = 0;
    } else if (!this.counting) {
      this.counting = setInterval(() => this.countOnce(), COUNT_MS);
      this.countOnce();
    }
  }

  async countOnce() {
    if (document.visibilityState !== 'visible') return;
    const online = await getOnline(this.code);
    if (online !== null) showText('here', text('here', { n: online }));
  }
}
