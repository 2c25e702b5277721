/**
 * A student's seat in one class: keeps the connection, the state and the outbox in sync. No DOM; the
 * page listens to `onChange` and queries.
 */
import { NOTHING_YET, missedSteps, reduce, seatOf } from './class_state.js';
import { Connection } from './connection.js';
import { Outbox } from './outbox.js';
import { troubleLevel, TROUBLE_MS } from './retry.js';

/**
 * @typedef {import('./connection.js').Message} Message
 * @typedef {import('./class_state.js').ClassState} ClassState
 * @typedef {object} Surroundings
 * @property {() => import('./connection.js').Socket} openSocket
 * @property {() => Promise<import('./connection.js').Verdict>} probe
 * @property {() => Promise<import('./class_state.js').Lesson|null>} fetchSteps null when they cannot be fetched now
 * @property {import('./storage.js').Storage} storage
 * @property {import('./connection.js').Clock} clock
 * @property {() => number} random
 * @property {() => boolean} isDark
 * @property {(message: Message|null, before: ClassState) => void} onChange null: only the connection or the outbox changed
 * @property {(isPicture: boolean) => void} onRefused a press was refused for good, or only a help request's picture
 */

const AGAIN_MS = 2000;
const PASSING = ['storage_failed', 'rate_limited', 'not_joined'];

export class ClassClient {
  /** @param {Surroundings} around */
  constructor(around) {
    this.around = around;
    this.clock = around.clock;
    /** The state from before a reload is shown until the snapshot arrives. @type {ClassState} */
    this.state = { ...NOTHING_YET, ...around.storage.get('state') };
    this.stepsAsked = false;
    /** Whether the server is connected, but cannot accept presses at the moment. */
    this.stuck = false;
    /** The last message id that was reported as seen on this connection. */
    this.shown = 0;
    this.outbox = new Outbox(around.storage);
    this.connection = new Connection({
      ...around,
      joinWith: () => ({ last_message_id: this.state.heard }),
      onMessage: message => this.receive(message),
      onChange: () => this.lineChanged(),
    });
    /** @type {any[]} */
    this.timers = [];
  }

  start() {
    this.outbox.load(seatOf(this.state));
    this.connection.start();
  }

  // --- presses

  /** @param {number} subtaskId */
  done(subtaskId) {
    if (!this.isDone(subtaskId)) this.outbox.done(subtaskId);
    this.pressed();
  }

  /** @param {number} subtaskId @param {{message?: string, screenshot?: string}} [more] */
  askHelp(subtaskId, more) {
    this.outbox.help({ subtask_id: subtaskId, ...more });
    this.pressed();
  }

  cancelHelp() {
    this.outbox.cancelHelp(this.state.help !== null);
    this.pressed();
  }

  dismissWords() {
    this.know({ ...this.state, words: [] });
    this.changed();
  }

  // --- queries of the page

  /** Whether *Done* was pressed, confirmed or not. @param {number} subtaskId */
  isDone(subtaskId) {
    return this.state.completed.includes(subtaskId) || this.outbox.hasDone(subtaskId);
  }

  /** Whether presses are sent at once. */
  isOnline() {
    return this.connection.phase === 'live' && !this.stuck;
  }

  /** Whether *Done* for this step waits on this phone to be sent. @param {number} subtaskId */
  isKept(subtaskId) {
    return this.outbox.hasDone(subtaskId) && !this.isOnline();
  }

  missed() {
    return missedSteps(this.state, id => this.isDone(id));
  }

  /** @returns {{stage: 'none'|'kept'|'asked'|'coming', position: number|null, words: string}} */
  help() {
    const { help } = this.state;
    const open = this.outbox.wantsHelp() ?? help !== null;
    const unknown = this.isOnline() ? 'asked' : 'kept';
    const stage = !open ? 'none' : !help ? unknown : help.coming ? 'coming' : 'asked';
    return { stage, position: help && help.position, words: help ? help.words : '' };
  }

  /** 0 to 3, see TROUBLE_MS; 0 once the connection was stopped. */
  trouble() {
    const { downSince, phase } = this.connection;
    return downSince === null || phase === 'stopped' ? 0 : troubleLevel(this.clock.now() - downSince);
  }

  // --- incoming messages

  /** @param {Message} message */
  receive(message) {
    const before = this.state;
    this.stuck = message.type === 'error' && PASSING.includes(message.code);
    // Numbered messages before the snapshot are sent again after it, together with earlier ones.
    if (message.message_id && this.connection.phase !== 'live') return;
    this.know(reduce(before, message));
    if (message.message_id && this.state === before) return;
    if (message.type === 'join_confirmed') this.joined(message, before);
    else if (message.type === 'error') this.refused(message);
    else if (message.type === 'help_picture_refused') this.around.onRefused(true);
    else this.outbox.settle(message.type.replace('_confirmed', ''));
    if (this.state.status === 'ENDED') this.outbox.clear();
    this.flush();
    this.around.onChange(message, before);
  }

  /** Reports the received messages as seen: they are on the screen, and it is on. */
  look() {
    const { heard } = this.state;
    if (heard <= this.shown || this.state.status === 'ENDED') return;
    if (this.connection.send({ type: 'message_seen', data: { message_id: heard } })) this.shown = heard;
  }

  /** @param {Message} snapshot @param {ClassState} before */
  joined(snapshot, before) {
    const seat = seatOf(this.state);
    this.outbox.claim(seat);
    this.outbox.reconcile({
      completed_subtasks: snapshot.completed_subtasks,
      open_help_request: snapshot.open_help_request ?? null,
    });
    if (!this.stepsAsked || seat !== seatOf(before)) this.loadSteps();
  }

  /** @param {Message} error */
  refused(error) {
    const [item] = this.outbox.items;
    // An error without `ref` is for a message that could not be parsed: that can only be a press.
    if (!item || !this.outbox.inFlight || (error.ref ?? item.type) !== item.type) return;
    if (PASSING.includes(error.code)) {
      this.later(() => {
        this.outbox.release();
        this.flush();
      });
    } else {
      this.outbox.settle(item.type);
      this.givenUp(item);
    }
  }

  /** Asks again without the refused picture, or without the refused message. @param {import('./outbox.js').Item} item */
  givenUp({ type, data: { subtask_id, message, screenshot } }) {
    const more = screenshot && message ? { message } : {};
    if (type === 'request_help' && (more.message || ((message || screenshot) && !this.state.help)))
      this.outbox.help({ subtask_id, ...more });
    if (this.state.status !== 'ENDED') this.around.onRefused(Boolean(screenshot));
  }

  async loadSteps() {
    this.stepsAsked = true;
    const lesson = await this.around.fetchSteps();
    if (lesson) {
      this.know({ ...this.state, ...lesson });
      this.changed();
    } else {
      this.stepsAsked = false;
      if (this.connection.phase === 'live') this.later(() => this.loadSteps());
    }
  }

  // --- private

  /** @param {ClassState} state */
  know(state) {
    if (state === this.state) return;
    this.state = state;
    this.around.storage.set('state', state);
  }

  /** Tries again soon; cancelled when the connection is lost. @param {() => void} act */
  later(act) {
    this.timers.push(this.clock.set(act, AGAIN_MS));
  }

  /** The connection or the outbox has changed, not the state. */
  changed() {
    this.around.onChange(null, this.state);
  }

  pressed() {
    this.flush();
    this.changed();
  }

  flush() {
    if (this.connection.phase !== 'live') return;
    const item = this.outbox.next();
    if (!item) return;
    this.connection.send({ type: item.type, data: item.data });
    this.connection.check(true);
  }

  lineChanged() {
    const { phase, downSince, reason } = this.connection;
    if (reason === 'ended') {
      this.know({ ...this.state, status: 'ENDED' });
      this.outbox.clear();
    }
    this.timers.forEach(timer => this.clock.clear(timer));
    this.timers = [];
    const refused = phase !== 'live' && this.outbox.interrupted(this.connection.closeCode);
    if (refused) this.givenUp(refused);
    if (phase !== 'live') this.shown = 0;
    if (downSince !== null && phase !== 'stopped') {
      const down = this.clock.now() - downSince;
      this.timers = TROUBLE_MS.filter(limit => limit > down).map(limit =>
        this.clock.set(() => this.changed(), limit - down),
      );
    }
    this.changed();
  }
}
