/**
 * A helper's connection to the class, its board, and the presses that wait for their answer. No DOM;
 * the page listens to `onChange` and queries.
 */
import { Connection } from '../student/connection.js';
import { troubleLevel, TROUBLE_MS } from '../student/retry.js';
import { isJustVisited, messageOf, ticketOf, Wishes } from './helper_wishes.js';

/**
 * @typedef {import('../student/connection.js').Message} Message
 * @typedef {import('./helper_wishes.js').By} By
 * @typedef {import('./helper_wishes.js').Ticket} Ticket
 * @typedef {import('./helper_wishes.js').Student} Student
 * @typedef {import('./helper_wishes.js').Thing} Thing
 * @typedef {import('./helper_wishes.js').Board} Board
 *
 * @typedef {object} Surroundings
 * @property {() => import('../student/connection.js').Socket} openSocket
 * @property {() => Promise<import('../student/connection.js').Verdict>} probe
 * @property {() => Promise<Board|null>} fetchBoard null if it cannot be fetched now; never rejects
 * @property {import('../student/storage.js').Storage} storage
 * @property {import('../student/connection.js').Clock} clock
 * @property {() => number} random
 * @property {() => boolean} isDark
 * @property {() => void} onChange
 */

/** After this time without an answer, a press is shown as still being sent. */
export const SLOW_MS = 1500;
const AGAIN_MS = 2000;
/** The least time between two readings of the board, as a large class may send messages all the time. */
export const REST_MS = 600;
const COMINGS = ['participant_joined', 'participant_left'];
/** How often to read the board: no message is sent about the students' progress. */
export const LOOK_MS = 10000;
const PASSING = ['storage_failed', 'rate_limited'];

export class HelperClient {
  /** @param {Surroundings} around */
  constructor(around) {
    this.around = around;
    this.clock = around.clock;
    /** @type {Board|null} */
    this.board = null;
    /** When the board was read, on this phone's clock. */
    this.readAt = 0;
    this.wishes = new Wishes(around.storage);
    /** Why the last press failed: an error code of the server, `changed`, or ''. */
    this.fault = '';
    /** Set while the helper is asked whether to go too, because somebody else is on the way. @type {{id: number, going: By[]}|null} */
    this.question = null;
    this.reading = false;
    this.readAgain = false;
    this.isSoon = false;
    /** @type {any[]} */
    this.timers = [];
    this.connection = new Connection({
      ...around,
      joinWith: () => ({}),
      onMessage: message => this.receive(message),
      onChange: () => this.lineChanged(),
    });
  }

  start() {
    this.connection.start();
    this.lookAgain();
  }

  // --- queries of the page

  get hasLine() {
    return this.connection.phase === 'live';
  }

  /** 0 to 3, see TROUBLE_MS. */
  trouble() {
    const { downSince, phase } = this.connection;
    return downSince === null || phase === 'stopped' ? 0 : troubleLevel(this.clock.now() - downSince);
  }

  /** Whether a press has waited for its answer for longer than `SLOW_MS`. */
  get isSlow() {
    return this.wishes.items.some(wish => wish.since <= this.clock.now() - SLOW_MS);
  }

  /** How long the student of a ticket has waited by now, in seconds. @param {Ticket} ticket */
  waited(ticket) {
    return ticket.waited_s + Math.max(0, (this.clock.now() - this.readAt) / 1000);
  }

  // --- presses

  /** @param {number} id @param {boolean} [too] */
  go(id, too = false) {
    if (this.question && this.question.id === id) this.question = null;
    this.wish({ kind: 'go', id, too, since: this.clock.now() });
  }

  /** @param {'back'|'solve'|'reopen'} kind @param {number} id */
  press(kind, id) {
    this.wish({ kind, id, since: this.clock.now() });
  }

  /** Whether this helper noted a visit a moment ago, or is about to. @param {Student} student */
  hasVisited(student) {
    const wished = this.wishes.about(-student.participant_id);
    return wished ? wished === 'visit' : isJustVisited(student);
  }

  /** Notes a visit to a student, or undoes it. @param {number} participantId @param {boolean} on */
  visit(participantId, on) {
    this.wish({ kind: on ? 'visit' : 'unvisit', id: -participantId, since: this.clock.now() });
  }

  /** @param {number|null} participantId null: all @param {Thing} thing @param {boolean} on */
  setComfort(participantId, thing, on) {
    this.wish({ kind: 'comfort', id: -(participantId || 0), thing, on, since: this.clock.now() });
  }

  /** The value that waits to be set, if any. @param {number|null} participantId @param {Thing} thing */
  wishedComfort(participantId, thing) {
    return this.wishes.comfort(-(participantId || 0), thing);
  }

  /** @param {number} userId @param {string} message */
  reply(userId, message) {
    const written = (this.board ? this.board.written : 0) + this.wishes.replies + 1;
    this.wish({ kind: 'reply', id: userId, message, written, since: this.clock.now() });
  }

  /** Leaves the help request to those who are on the way. */
  leave() {
    this.question = null;
    this.around.onChange();
  }

  /** Drops the presses that are not sent yet. */
  forget() {
    this.wishes.forget();
    this.around.onChange();
  }

  // --- private

  /** @param {import('./helper_wishes.js').Wish} wish */
  wish(wish) {
    this.fault = '';
    this.wishes.add(wish);
    this.clock.set(() => this.around.onChange(), SLOW_MS);
    this.flush();
    this.around.onChange();
  }

  flush() {
    const wish = this.hasLine && this.wishes.next();
    if (!wish) return;
    wish.sent = this.connection.send(messageOf(wish));
    if (!wish.sent) return;
    this.connection.check(true);
    this.clock.set(() => this.askAfter(wish), AGAIN_MS);
  }

  /** Checks a press without an answer: it may have changed nothing, or be lost. @param {import('./helper_wishes.js').Wish} wish */
  askAfter(wish) {
    if (this.wishes.inFlight !== wish) return;
    this.wishes.lineLost();
    this.read();
  }

  /** @param {Message} message */
  receive(message) {
    if (message.type === 'error') this.refused(message);
    else if (COMINGS.includes(message.type)) this.readSoon();
    else this.read();
  }

  /** Reads the board soon, once for all messages until then. */
  readSoon() {
    if (this.isSoon) return;
    this.isSoon = true;
    this.clock.set(() => {
      this.isSoon = false;
      this.read();
    }, REST_MS);
  }

  /** @param {Message} error */
  refused(error) {
    const wish = this.wishes.inFlight;
    if (!wish || error.ref !== messageOf(wish).type || PASSING.includes(error.code)) return;
    this.wishes.drop();
    if (error.code === 'already_going') this.question = { id: wish.id, going: error.going || [] };
    else if (error.code !== 'session_ended') this.fault = error.code;
    this.read();
    this.around.onChange();
  }

  /** Reads the board; when called again meanwhile, it reads once more after `REST_MS`. */
  async read() {
    if (this.reading) {
      this.readAgain = true;
      return;
    }
    this.reading = true;
    this.readAgain = false;
    const board = await this.around.fetchBoard();
    if (board) this.know(board);
    else if (this.hasLine) this.clock.set(() => this.read(), AGAIN_MS);
    if (this.readAgain) this.clock.set(() => this.endRest(), REST_MS);
    else this.reading = false;
  }

  endRest() {
    this.reading = false;
    this.read();
  }

  /** @param {Board} board */
  know(board) {
    this.board = board;
    this.readAt = this.clock.now();
    this.wishes.claim(`${board.class_id} ${board.helper_id}`);
    if (this.wishes.compare(board)) this.fault = 'changed';
    const asked = this.question && ticketOf(board, this.question.id);
    // Nothing to ask any more: the request is closed, nobody is on the way, or this helper is.
    if (this.question && (!asked || !asked.going.length || asked.is_mine)) this.question = null;
    // Only after removing the wishes that are met: after an outage the class may have them already.
    this.flush();
    this.around.onChange();
  }

  lookAgain() {
    this.clock.set(() => {
      if (this.connection.phase === 'stopped') return;
      if (this.hasLine && !this.around.isDark()) this.read();
      this.around.onChange();
      this.lookAgain();
    }, LOOK_MS);
  }

  lineChanged() {
    const { phase, downSince, reason } = this.connection;
    this.timers.forEach(timer => this.clock.clear(timer));
    this.timers = [];
    if (phase !== 'live') this.wishes.lineLost();
    if (reason && reason !== 'elsewhere') this.wishes.clear();
    if (downSince !== null && phase !== 'stopped') {
      const down = this.clock.now() - downSince;
      this.timers = TROUBLE_MS.filter(limit => limit > down).map(limit =>
        this.clock.set(() => this.around.onChange(), limit - down),
      );
    }
    this.around.onChange();
  }
}
