/**
 * The question of a step: its answers as large buttons, with the chosen one marked. Choosing one completes
 * the step, as *Done* does elsewhere. Loaded only by lessons with questions.
 */
import { language } from './texts.js';

const SENTENCES = {
  ko: {
    choose: '하나를 눌러 주세요.',
    chosen: '이렇게 답하셨어요. 다음 단계 전까지 바꿀 수 있어요.',
    final: '이렇게 답하셨어요.',
    said: '고른 답: {answer}',
  },
  en: {
    choose: 'Tap one of these.',
    chosen: 'This is your answer. You can change it until the next step.',
    final: 'This is your answer.',
    said: 'Your answer: {answer}',
  },
};
const sentences = SENTENCES[language];

/**
 * @typedef {import('./class_client.js').ClassClient} ClassClient
 * @typedef {import('./class_state.js').Step} Step
 */

export class LessonQuestion {
  /** @param {{asked: string}} stepView */
  constructor(stepView) {
    this.stepView = stepView;
    /** @type {ClassClient|null} */
    this.client = null;
    /** @type {Step|null} */
    this.step = null;
    /** The id of the class's step; `fresh` are the steps answered since it started. */
    this.current = 0;
    /** @type {Set<number>} */
    this.fresh = new Set();
    this.drawn = '';
    /** @type {HTMLButtonElement[]} */
    this.buttons = [];
    this.section = inPage('step');
    this.box = grow('div', inPage('step-text'));
    this.box.id = 'step-question';
    this.title = grow('h2', this.box);
    this.title.id = 'question-text';
    this.list = grow('div', this.box);
    this.list.setAttribute('role', 'group');
    this.list.setAttribute('aria-labelledby', this.title.id);
    this.hint = grow('p', this.box);
    this.hint.className = 'soft';
    this.hint.lang = language;
    const sheet = grow('link', document.head);
    sheet.rel = 'stylesheet';
    sheet.href = '/static/lesson_question.css';
  }

  /** @param {ClassClient} client @param {Step|null} step the one that is shown, or will be */
  render(client, step) {
    const { question } = step || {};
    const own = client.state.step ? client.state.step.id : 0;
    this.client = client;
    this.step = step;
    if (own !== this.current) this.fresh.clear();
    this.current = own;
    this.section.classList.toggle('asks', Boolean(question));
    this.box.hidden = !question;
    this.stepView.asked = question ? ` ${question.text} ${question.answers.join(', ')}` : '';
    if (!step || !question) return;
    this.draw(step);
    const chosen = this.chosen(client, step);
    const open = chosen === undefined || step.id === own || this.fresh.has(step.id);
    this.buttons.forEach((button, place) => {
      button.setAttribute('aria-pressed', String(place === chosen));
      button.disabled = !open;
    });
    const says = sentences[chosen === undefined ? 'choose' : open ? 'chosen' : 'final'];
    if (this.hint.textContent !== says) this.hint.textContent = says;
  }

  /** Draws a button for each answer, once per question. @param {Step} step */
  draw({ id, question }) {
    const key = JSON.stringify([id, question]);
    if (key === this.drawn || !question) return;
    this.drawn = key;
    this.title.textContent = question.text;
    this.list.textContent = '';
    this.buttons = question.answers.map((answer, place) => {
      const button = grow('button', this.list);
      button.type = 'button';
      grow('i', button);
      grow('span', button).textContent = answer;
      button.addEventListener('click', () => this.choose(place, answer));
      return button;
    });
  }

  /** The index of the chosen answer: the newest pending press, or the confirmed one. @param {ClassClient} client @param {Step} step @returns {number|undefined} */
  chosen(client, { id }) {
    const pressed = client.outbox.items.filter(item => isAnswer(item, id)).pop();
    if (pressed) return pressed.data.answer;
    const { answers, completed } = client.state;
    return completed.includes(id) && answers ? answers[id] : undefined;
  }

  /** @param {number} place @param {string} answer */
  choose(place, answer) {
    const { client, step } = this;
    if (!client || !step) return;
    const { outbox } = client;
    this.fresh.add(step.id);
    if (this.chosen(client, step) !== place) {
      // Of the answers that wait to be sent, only the newest is kept.
      const onItsWay = outbox.inFlight ? 1 : 0;
      outbox.items = outbox.items.filter((item, index) => index < onItsWay || !isAbout(item, step.id));
      outbox.push({ type: 'step_complete', data: { subtask_id: step.id, answer: place } });
    }
    client.pressed();
    // The praise that appears above the buttons may have pushed it out of view.
    this.buttons[place].scrollIntoView({ block: 'nearest' });
    const said = inPage('said');
    said.textContent = '';
    grow('p', said).textContent = sentences.said.replace('{answer}', answer);
  }
}

/** @param {import('./outbox.js').Item} item @param {number} id */
const isAbout = ({ type, data }, id) => type === 'step_complete' && data.subtask_id === id;

/** @param {import('./outbox.js').Item} item @param {number} id */
const isAnswer = (item, id) => isAbout(item, id) && item.data.answer >= 0;

/** @param {string} id @returns {HTMLElement} */
const inPage = id => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {HTMLElement} parent @returns {HTMLElementTagNameMap[T]}
 */
function grow(tag, parent) {
  const element = document.createElement(tag);
  parent.append(element);
  return element;
}
