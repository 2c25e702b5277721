/** What is on the screen now: the class's state, the student's place, the line, the instructor's words. */
import { getOnline } from './api.js';
import { el, fill, make, say, setText, show, showSection, showText, toast } from './page.js';
import { shake, Wakefulness } from './phone.js';
import { renderFinished } from './step_view.js';

/** @typedef {import('./class_client.js').ClassClient} ClassClient */

const COUNT_MS = 8000;
const SHAKE_STEP = [120, 80, 120];
const SHAKE_WORDS = [60];

export class ClassView {
  /**
   * @param {object} around
   * @param {ReturnType<typeof import('./strings.js').textsIn>} around.text
   * @param {import('./places.js').Places} around.places
   * @param {import('./step_view.js').StepView} around.stepView
   * @param {import('./help_view.js').HelpView} around.helpView
   * @param {ClassClient} around.client
   * @param {string} around.code
   */
  constructor({ text, places, stepView, helpView, client, code }) {
    this.text = text;
    this.places = places;
    this.stepView = stepView;
    this.helpView = helpView;
    this.client = client;
    this.code = code;
    this.wakefulness = new Wakefulness();
    this.wasDown = false;
    this.counting = 0;
    el('words-ok').onclick = () => client.dismissWords();
    el('use-here').onclick = () => client.start();
  }

  /** Which section, from the state and the place. */
  section() {
    const { state, connection } = this.client;
    const [place] = this.places.current.split(':');
    if (state.status === 'ENDED' || connection.reason === 'ended') return 'ended';
    if (connection.reason === 'elsewhere' || connection.reason === 'removed') return connection.reason;
    if (place === 'how') return 'how';
    if (!state.status) return 'opening';
    if (state.status === 'PAUSED') return 'paused';
    if (!state.step) return 'waiting';
    return place === 'missed' || place === 'help' ? place : 'step';
  }

  render() {
    const { client, text } = this;
    const { state, connection } = client;
    const section = this.section();
    this.stepView.render(client);
    this.stepView.renderMissed(client);
    this.helpView.render(client);
    document.body.classList.toggle('dimmed', section === 'paused');
    setText(el('who'), state.userName);
    setText(el('welcome'), text('welcome', { name: state.userName }));
    if (section === 'ended') this.renderEnded();
    showSection(section);
    this.renderLine();
    this.renderWords();
    this.count(section === 'waiting');
    this.wakefulness.keep(connection.phase !== 'stopped' && section !== 'ended');
    this.places.guarded = connection.phase !== 'stopped' && section !== 'ended';
    document.title = [section === 'step' && this.stepView.step ? this.stepView.step.title : '', text('page')].filter(Boolean).join(' · ');
  }

  /** What a message means for eyes, ears and the hand that holds the phone. @param {import('./connection.js').Message} message @param {import('./class_state.js').ClassState} before */
  notice(message, before) {
    const { step } = this.client.state;
    if (message.type === 'step_changed' && step) {
      shake(SHAKE_STEP);
      say(`${this.text('step_of', { n: step.order_index, total: this.client.state.total })}. ${step.title}. ${step.guide_text || ''}`);
      if (!this.places.current) {
        window.scrollTo(0, 0);
        this.stepView.arrived();
      }
    } else if (message.type === 'instructor_message') {
      shake(SHAKE_WORDS);
    } else if (message.type === 'help_response' && before.help) {
      shake(SHAKE_WORDS);
      if (message.status === 'ON_THE_WAY') say(this.text('coming'));
      else if (!message.message && step && !this.client.isDone(step.id)) toast(this.text('help_over'));
    } else if (message.type === 'request_help_confirmed') {
      say(`${this.text('asked')}. ${this.text('position', { n: message.position })}`);
    }
  }

  renderLine() {
    const { client, text } = this;
    const level = client.trouble();
    const line = el('line');
    const wifiGone = level > 0 && navigator.onLine === false;
    const key = level === 0 ? '' : level === 3 ? 'line_3' : wifiGone ? 'line_wifi' : level === 2 ? 'line_2' : 'line_1';
    if (line.dataset.shown !== key) {
      line.dataset.shown = key;
      fill(line, key ? [this.strip(key)] : []);
    }
    if (this.wasDown && level === 0) toast(text('line_ok'));
    this.wasDown = level > 1;
  }

  /** @param {'line_1'|'line_2'|'line_3'|'line_wifi'} key */
  strip(key) {
    const strip = make('p', this.text(key), key === 'line_1' ? 'sign' : 'words-2');
    if (key !== 'line_1') {
      const how = make('button', this.text('trouble'));
      how.type = 'button';
      how.addEventListener('click', () => this.places.go('how'));
      strip.append(make('br'), how);
    }
    return strip;
  }

  renderWords() {
    const { words } = this.client.state;
    const list = el('words-list');
    if (list.children.length !== words.length) {
      fill(list, words.map(each => make('p', each.text)));
    }
    show('words', words.length);
  }

  renderEnded() {
    const { state } = this.client;
    const finished = state.steps.filter(step => state.completed.includes(step.id)).map(step => step.title);
    renderEnded(this.text, finished, state.total);
  }

  /** How many are here is asked for only while it is shown. @param {boolean} on */
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
    if (online !== null) showText('here', this.text('here', { n: online }));
  }
}

/** @param {ReturnType<typeof import('./strings.js').textsIn>} text @param {string[]} finished @param {number} total */
export function renderEnded(text, finished, total) {
  showText('ended-count', total ? text('ended_count', { n: finished.length, total }) : '');
  renderFinished(finished);
}
