/**
 * A student's seat in one class: the line, what is known, and what was pressed, kept in step. No
 * DOM; the page listens to `onChange` and asks.
 */
import { NOTHING_YET, missedSteps, reduce } from './class_state.js';
import { Connection } from './connection.js';
import { Outbox } from './outbox.js';
import { troubleLevel, TROUBLE_MS } from './retry.js';

/**
 * @typedef {import('./connection.js').Message} Message
 * @typedef {import('./class_state.js').ClassState} ClassState
 * @typedef {object} Surroundings
 * @property {() => import('./connection.js').Socket} openSocket
 * @property {() => Promise<import('./connection.js').Verdict>} probe
 * @property {() => Promise<import('./class_state.js').Step[]|null>} fetchSteps null when they cannot be had now
 * @property {import('./storage.js').Storage} storage
 * @property {import('./connection.js').Clock} clock
 * @property {() => number} random
 * @property {(message: Message|null, before: ClassState) => void} onChange null: only the line or a press
 */

const AGAIN_MS = 2000;
const CONFIRMS = /** @type {Record<string, string>} */ ({
  step_complete_confirmed: 'step_complete',
  request_help_confirmed: 'request_help',
  cancel_help_confirmed: 'cancel_help',
});
const PASSING = ['storage_failed', 'rate_limited', 'not_joined'];

export class ClassClient {
  /** @param {Surroundings} around */
  constructor(around) {
    this.around = around;
    /** @type {ClassState} */
    this.state = { ...NOTHING_YET, help: around.storage.get('help') };
    this.outbox = new Outbox(around.storage);
    this.connection = new Connection({
      ...around,
      onMessage: message => this.receive(message),
      onChange: () => this.lineChanged(),
    });
    /** @type {any[]} */
    this.timers = [];
  }

  start() {
    this.outbox.load();
    this.connection.start();
  }

  leave() {
    this.connection.stop('removed');
  }

  // --- what was pressed

  /** @param {number} subtaskId */
  done(subtaskId) {
    if (!this.isDone(subtaskId)) this.outbox.done(subtaskId);
    this.pressed();
  }

  /** @param {{message?: string, screenshot?: string}} [more] */
  askHelp(more) {
    const step = this.state.step;
    this.outbox.help({ ...(step && { subtask_id: step.id }), ...more });
    this.pressed();
  }

  cancelHelp() {
    this.outbox.cancelHelp(this.state.help !== null);
    this.pressed();
  }

  dismissWords() {
    this.state = { ...this.state, words: [] };
    this.around.onChange(null, this.state);
  }

  // --- what is asked by the page

  /** Pressed, whether the server knows or not. @param {number} subtaskId */
  isDone(subtaskId) {
    return this.state.completed.includes(subtaskId) || this.outbox.hasDone(subtaskId);
  }

  /** Still waiting on this phone for the line. @param {number} subtaskId */
  isKept(subtaskId) {
    return this.outbox.hasDone(subtaskId) && this.connection.phase !== 'live';
  }

  missed() {
    return missedSteps(this.state, id => this.isDone(id));
  }

  /** @returns {{stage: 'none'|'kept'|'asked'|'coming', position: number|null, words: string}} */
  help() {
    const { help } = this.state;
    const wish = this.outbox.wantsHelp();
    if (wish === false || (wish === null && !help)) return { stage: 'none', position: null, words: '' };
    if (!help) {
      const stage = this.connection.phase === 'live' ? 'asked' : 'kept';
      return { stage, position: null, words: '' };
    }
    return { stage: help.coming ? 'coming' : 'asked', position: help.position, words: help.words };
  }

  /** 0 to 3, see TROUBLE_MS. */
  trouble() {
    const { downSince } = this.connection;
    return downSince === null ? 0 : troubleLevel(this.around.clock.now() - downSince);
  }

  // --- what comes in

  /** @param {Message} message */
  receive(message) {
    const before = this.state;
    this.state = reduce(before, message);
    if (message.type === 'join_confirmed') this.joined(message);
    else if (message.type === 'error') this.refused(message);
    else this.outbox.settle(CONFIRMS[message.type]);
    if (this.state.help !== before.help) this.around.storage.set('help', this.state.help);
    if (this.state.status === 'ENDED') this.outbox.clear();
    this.flush();
    this.around.onChange(message, before);
  }

  /** @param {Message} snapshot */
  joined(snapshot) {
    this.outbox.claim(snapshot.participant_id);
    this.outbox.reconcile({
      completed_subtasks: snapshot.completed_subtasks,
      open_help_request: snapshot.open_help_request ?? null,
    });
    if (!this.state.steps.length) this.loadSteps();
  }

  /** @param {Message} error */
  refused(error) {
    const [item] = this.outbox.items;
    if (!item || !this.outbox.inFlight || error.ref !== item.type) return;
    if (PASSING.includes(error.code)) {
      this.timers.push(this.around.clock.set(() => {
        this.outbox.release();
        this.flush();
      }, AGAIN_MS));
    } else {
      this.outbox.settle(item.type);
    }
  }

  async loadSteps() {
    const steps = await this.around.fetchSteps();
    if (!steps) return;
    this.state = { ...this.state, steps };
    this.around.onChange(null, this.state);
  }

  // --- inside

  pressed() {
    this.flush();
    this.around.onChange(null, this.state);
  }

  flush() {
    if (this.connection.phase !== 'live') return;
    const item = this.outbox.next();
    if (!item) return;
    this.connection.send({ type: item.type, data: item.data });
    this.connection.check();
  }

  lineChanged() {
    const { phase, downSince } = this.connection;
    this.timers.forEach(timer => this.around.clock.clear(timer));
    this.timers = [];
    if (phase !== 'live') this.outbox.release();
    if (downSince !== null && phase !== 'stopped') {
      const down = this.around.clock.now() - downSince;
      this.timers = TROUBLE_MS.filter(limit => limit > down).map(limit =>
        this.around.clock.set(() => this.around.onChange(null, this.state), limit - down),
      );
    }
    this.around.onChange(null, this.state);
  }
}
