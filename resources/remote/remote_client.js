/**
 * The remote's connection to the class, the class's state, and the presses that wait for their answer.
 * No DOM; the page listens to `onChange` and queries.
 *
 * A press states the wanted result ("start step 4 after step 3"). It is kept while there is no
 * connection, and dropped once the class has this state or it has become impossible. So it can be sent
 * twice without harm, and three presses while offline start one step.
 */
import { Connection } from '../student/connection.js';
import { troubleLevel, TROUBLE_MS } from '../student/retry.js';

/**
 * @typedef {import('../student/connection.js').Message} Message
 * @typedef {import('../student/connection.js').Verdict} Verdict
 * @typedef {{id: number, title: string, order_index: number, picture_url: string|null}} Step
 * @typedef {{help_request_id: number, user_name: string, step: number|null, message: string|null, status: string, has_picture: boolean, going?: By[]}} Ticket
 * @typedef {{role: string, name: string}} By
 * @typedef {{subtask: Step|null}} Undo the step it returns to; null is before the first step
 * @typedef {object} Board
 * @property {string} title
 * @property {string} status
 * @property {Step|null} subtask
 * @property {Step|null} next_subtask
 * @property {number} total_steps
 * @property {number} here
 * @property {number} [expected] if the class has a roster: students in the class and absent ones
 * @property {number} done
 * @property {Ticket[]} help
 * @property {{participant_id: number, user_name: string, minutes: number}[]} [not_visited] if there are any
 * @property {boolean} can_undo
 * @property {Step|null} undo_subtask
 * @property {number[]} [answers] how often each was given, if the step has a question
 * @property {boolean} [answers_shown] whether everybody in the room sees them
 *
 * @typedef {object} Wish
 * @property {'next_step'|'undo_start'|'pause_session'|'resume_session'|'resolve_help'|'withdraw_help'|'mark_visited'|'undo_visit'|'show_answers'} type
 * @property {object} data
 * @property {(board: Board, wish: Wish) => boolean} isMet whether the class has the wanted state
 * @property {(board: Board) => boolean} isPossible whether it still makes sense in the class's state
 * @property {boolean} [sent] whether it was sent on this connection
 * @property {number} [since] when it was pressed
 *
 * @typedef {object} Surroundings
 * @property {string} code of the class
 * @property {() => import('../student/connection.js').Socket} openSocket
 * @property {() => Promise<Verdict>} probe
 * @property {() => Promise<Board|null>} fetchBoard null if it cannot be fetched now; never rejects
 * @property {import('../student/connection.js').Clock} clock
 * @property {() => number} random
 * @property {() => boolean} isDark
 * @property {() => void} onChange
 */

/** *Next* is disabled for this time after a step has started: a double tap must not start two steps. */
export const REST_MS = 1000;
/** How long Undo is offered, as in the window. */
export const UNDO_MS = 8000;
/** After this time without an answer, a press is shown as still being sent. */
export const SLOW_MS = 1500;
const AGAIN_MS = 2000;
/** How often to read the board: no message is sent when minutes without a visit pass. */
export const LOOK_AGAIN_MS = 60000;
const CLASS = 'class';
const ANSWERS = 'answers';

export class RemoteClient {
  /** @param {Surroundings} around */
  constructor(around) {
    this.around = around;
    this.clock = around.clock;
    /** @type {Board|null} */
    this.board = null;
    /** One for the class, one for each ticket, and so on; by key. @type {Map<string, Wish>} */
    this.wishes = new Map();
    /** Why the last press failed: an error code of the server, `changed`, or ''. */
    this.fault = '';
    /** Who is on the way already, if that is why the last press failed. @type {By[]} */
    this.goingAlready = [];
    /** The step that Undo returns to, while it is offered. @type {Undo|null} */
    this.undoable = null;
    /** The student who was just visited, while that can be undone. @type {{id: number, name: string}|null} */
    this.visited = null;
    /** @type {any} */
    this.lookTimer = null;
    this.restsUntil = 0;
    this.reading = false;
    this.readAgain = false;
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
  }

  // --- queries of the page

  get isWaiting() {
    return this.wishes.has(CLASS);
  }

  /** @param {number} id */
  isAnswering(id) {
    return this.wishes.has(`help:${id}`);
  }

  /** 0 to 3, see TROUBLE_MS. */
  trouble() {
    const { downSince, phase } = this.connection;
    return downSince === null || phase === 'stopped' ? 0 : troubleLevel(this.clock.now() - downSince);
  }

  get hasLine() {
    return this.connection.phase === 'live';
  }

  /** Whether a press has waited for its answer for longer than `SLOW_MS`. */
  get isSlow() {
    const limit = this.clock.now() - SLOW_MS;
    return [...this.wishes.values()].some(wish => Number(wish.since) <= limit);
  }

  get canStartNext() {
    const { board } = this;
    const rests = this.clock.now() < this.restsUntil;
    return board !== null && board.next_subtask !== null && board.status !== 'PAUSED' && !this.isWaiting && !rests;
  }

  get canPause() {
    return this.board !== null && this.board.status !== 'WAITING' && !this.isWaiting;
  }

  // --- presses

  next() {
    if (!this.board || !this.board.next_subtask || !this.canStartNext) return;
    this.startStep(this.board.subtask, this.board.next_subtask);
  }

  undo() {
    const { board, undoable } = this;
    if (!board || !undoable || this.isWaiting) return;
    this.offerUndo(null);
    if (undoable.subtask) return this.startStep(board.subtask, undoable.subtask, 'UNDO');
    this.wish(CLASS, {
      type: 'undo_start',
      data: {},
      isMet: now => now.status === 'WAITING',
      isPossible: now => stepOf(now) === stepOf(board) && now.status !== 'PAUSED',
    });
  }

  pauseOrResume() {
    if (!this.board || !this.canPause) return;
    const paused = this.board.status === 'PAUSED';
    const wanted = paused ? 'IN_PROGRESS' : 'PAUSED';
    this.wish(CLASS, {
      type: paused ? 'resume_session' : 'pause_session',
      data: {},
      isMet: board => board.status === wanted,
      isPossible: board => board.status === (paused ? 'PAUSED' : 'IN_PROGRESS'),
    });
  }

  /** Shows the answers to the step's question to everybody in the room, or hides them. */
  showAnswers() {
    const { board } = this;
    if (!board || !board.subtask || !board.answers || this.wishes.has(ANSWERS)) return;
    const step = board.subtask.id;
    const shown = !board.answers_shown;
    this.wish(ANSWERS, {
      type: 'show_answers',
      data: { subtask_id: step, shown },
      isMet: now => stepOf(now) === step && now.answers_shown === shown,
      isPossible: now => stepOf(now) === step,
    });
  }

  /** @param {number} id @param {'ON_THE_WAY'|'RESOLVED'} status */
  answer(id, status) {
    if (this.isAnswering(id)) return;
    const known = this.board && ticketOf(this.board, id);
    // If the page shows that somebody is on the way, the instructor has seen it and goes too.
    const too = Boolean(known && (known.going || []).length);
    this.wish(`help:${id}`, {
      type: 'resolve_help',
      data: { help_request_id: id, status, ...(status === 'ON_THE_WAY' && { too }) },
      isMet: board => {
        const ticket = ticketOf(board, id);
        if (!ticket || !ticket.going || status === 'RESOLVED') return !ticket || ticket.status === status;
        return isInstructorIn(ticket.going);
      },
      isPossible: () => true,
    });
  }

  /** Withdraws the answer that somebody is on the way. @param {number} id */
  takeBack(id) {
    if (this.isAnswering(id)) return;
    this.wish(`help:${id}`, {
      type: 'withdraw_help',
      data: { help_request_id: id },
      isMet: board => {
        const ticket = ticketOf(board, id);
        return !ticket || ticket.status !== 'ON_THE_WAY';
      },
      isPossible: () => true,
    });
  }

  /** @param {number} id */
  isVisiting(id) {
    return this.wishes.has(visitOf(id));
  }

  /** Notes that a student was visited. @param {number} id @param {string} name */
  visit(id, name) {
    if (this.isVisiting(id)) return;
    const visited = { id, name };
    this.visited = visited;
    this.clock.set(() => {
      if (this.visited !== visited) return;
      this.visited = null;
      this.around.onChange();
    }, UNDO_MS);
    this.wish(visitOf(id), {
      type: 'mark_visited',
      data: { participant_id: id },
      isMet: board => !(board.not_visited || []).some(each => each.participant_id === id),
      isPossible: () => true,
    });
  }

  undoVisit() {
    const { visited } = this;
    this.visited = null;
    if (!visited) return;
    this.wish(visitOf(visited.id), {
      type: 'undo_visit',
      data: { participant_id: visited.id },
      isMet: (_board, wish) => Boolean(wish.sent),
      isPossible: () => true,
    });
  }

  /** Drops the presses that are not sent yet. */
  forget() {
    this.wishes.forEach((wish, key) => wish.sent || this.wishes.delete(key));
    this.around.onChange();
  }

  // --- private

  /** @param {Step|null} from @param {Step} to @param {string} [reason] */
  startStep(from, to, reason) {
    const at = (/** @type {Board} */ board) => (board.subtask ? board.subtask.id : null);
    this.wish(CLASS, {
      type: 'next_step',
      data: { subtask_id: to.id, ...(reason && { reason }) },
      isMet: board => at(board) === to.id,
      isPossible: board => at(board) === (from ? from.id : null) && board.status !== 'PAUSED',
    });
  }

  /** @param {string} key @param {Wish} wish */
  wish(key, wish) {
    this.fault = '';
    this.goingAlready = [];
    this.wishes.set(key, { ...wish, since: this.clock.now() });
    this.clock.set(() => this.around.onChange(), SLOW_MS);
    this.flush();
    this.around.onChange();
  }

  flush() {
    if (!this.hasLine) return;
    let some = false;
    this.wishes.forEach(wish => {
      if (wish.sent) return;
      wish.sent = some = this.connection.send({ type: wish.type, data: wish.data });
    });
    if (some) this.connection.check(true);
  }

  /** @param {Message} message */
  receive(message) {
    if (message.type === 'error') this.refused(message);
    if (message.type === 'heartbeat_ack') return;
    this.read();
  }

  /** @param {Message} error */
  refused(error) {
    const found = [...this.wishes].find(([, wish]) => wish.sent && wish.type === error.ref);
    if (!found) return;
    this.wishes.delete(found[0]);
    this.fault = error.code;
    this.goingAlready = error.going || [];
    if (error.going) this.read();
    this.around.onChange();
  }

  /** Reads the board; when called again meanwhile, it reads once more after that. */
  async read() {
    if (this.reading) {
      this.readAgain = true;
      return;
    }
    this.reading = true;
    do {
      this.readAgain = false;
      const board = await this.around.fetchBoard();
      if (board) this.know(board);
      else if (this.hasLine) this.clock.set(() => this.read(), AGAIN_MS);
    } while (this.readAgain);
    this.reading = false;
  }

  /** @param {Board} board */
  know(board) {
    const before = this.board;
    this.board = board;
    this.clock.clear(this.lookTimer);
    this.lookTimer = this.clock.set(() => this.hasLine && this.read(), LOOK_AGAIN_MS);
    if (before && stepOf(before) !== stepOf(board)) {
      this.rest();
      this.offerUndo(board.can_undo ? { subtask: board.undo_subtask } : null);
    }
    if (!board.can_undo) this.undoable = null;
    this.wishes.forEach((wish, key) => {
      if (wish.isMet(board, wish)) {
        this.wishes.delete(key);
      } else if (!wish.isPossible(board)) {
        this.wishes.delete(key);
        this.fault = 'changed';
      }
    });
    // Only after removing the wishes that are met: after an outage the class may have them already.
    this.flush();
    this.around.onChange();
  }

  rest() {
    this.restsUntil = this.clock.now() + REST_MS;
    this.clock.set(() => this.around.onChange(), REST_MS);
  }

  /** Offers Undo after a step was started, by anybody. @param {Undo|null} undo */
  offerUndo(undo) {
    this.undoable = undo;
    if (!undo) return;
    this.clock.set(() => {
      if (this.undoable !== undo) return;
      this.undoable = null;
      this.around.onChange();
    }, UNDO_MS);
  }

  lineChanged() {
    const { phase, downSince } = this.connection;
    this.timers.forEach(timer => this.clock.clear(timer));
    this.timers = [];
    if (phase !== 'live')
      this.wishes.forEach(wish => {
        wish.sent = false;
      });
    if (downSince !== null && phase !== 'stopped') {
      const down = this.clock.now() - downSince;
      this.timers = TROUBLE_MS.filter(limit => limit > down).map(limit =>
        this.clock.set(() => this.around.onChange(), limit - down),
      );
    }
    this.around.onChange();
  }
}

/** @param {number} id of a participant */
const visitOf = id => `visit:${id}`;

/** @param {Board} board @param {number} id */
const ticketOf = (board, id) => board.help.find(ticket => ticket.help_request_id === id);

/** @param {By[]} going */
export const isInstructorIn = going => going.some(({ role }) => role === 'INSTRUCTOR');

/** @param {Board} board */
const stepOf = board => (board.subtask ? board.subtask.id : null);
