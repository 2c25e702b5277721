/**
 * The remote's side of the class: the line, what the class does now, and the presses that wait for
 * their answer. No DOM; the page listens to `onChange` and asks.
 *
 * A press says what it wants ("start step 4 after step 3"), not what to do. It is sent when there is
 * a line, kept while there is none, and given up once the class has it or has gone another way: so it
 * can be sent twice without harm, and three presses in a dead spot start one step.
 */
import { Connection } from '../student/connection.js';
import { troubleLevel, TROUBLE_MS } from '../student/retry.js';

/**
 * @typedef {import('../student/connection.js').Message} Message
 * @typedef {import('../student/connection.js').Verdict} Verdict
 * @typedef {{id: number, title: string, order_index: number, picture_url: string|null}} Step
 * @typedef {{help_request_id: number, user_name: string, step: number|null, message: string|null, status: string, has_picture: boolean, going?: By[]}} Ticket
 * @typedef {{role: string, name: string}} By
 * @typedef {{subtask: Step|null}} Undo where it leads; null is before the first step
 * @typedef {object} Board
 * @property {string} title
 * @property {string} status
 * @property {Step|null} subtask
 * @property {Step|null} next_subtask
 * @property {number} total_steps
 * @property {number} here
 * @property {number} [expected] where the class has a roster: in the class or still to come
 * @property {number} done
 * @property {Ticket[]} help
 * @property {{participant_id: number, user_name: string, minutes: number}[]} [not_visited] where there are such
 * @property {boolean} can_undo
 * @property {Step|null} undo_subtask
 * @property {number[]} [answers] how often each was given, where the step asks a question
 * @property {boolean} [answers_shown] to all in the room
 *
 * @typedef {object} Wish
 * @property {'next_step'|'undo_start'|'pause_session'|'resume_session'|'resolve_help'|'withdraw_help'|'mark_visited'|'undo_visit'|'show_answers'} type
 * @property {object} data
 * @property {(board: Board, wish: Wish) => boolean} isMet the class has what was asked for
 * @property {(board: Board) => boolean} isPossible it still fits what the class does
 * @property {boolean} [sent] on this line
 * @property {number} [since] when it was pressed
 *
 * @typedef {object} Surroundings
 * @property {string} code of the class
 * @property {() => import('../student/connection.js').Socket} openSocket
 * @property {() => Promise<Verdict>} probe
 * @property {() => Promise<Board|null>} fetchBoard null when it cannot be had now; never rejects
 * @property {import('../student/connection.js').Clock} clock
 * @property {() => number} random
 * @property {() => boolean} isDark
 * @property {() => void} onChange
 */

/** After a step has started, *Next* rests: a finger that taps twice must not start two steps. */
export const REST_MS = 1000;
/** As long as in the window. */
export const UNDO_MS = 8000;
/** A press without an answer for so long is said to be on its way. */
export const SLOW_MS = 1500;
const AGAIN_MS = 2000;
/** Minutes without a visit go by while nothing happens that would be told. */
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
    /** One for the class, and one for each ticket. @type {Map<string, Wish>} */
    this.wishes = new Map();
    /** Why the last press came to nothing: a code of the server's, `changed`, or nothing. */
    this.fault = '';
    /** Who is on the way already, where that is why the last press came to nothing. @type {By[]} */
    this.goingAlready = [];
    /** Where Undo leads, while it is offered. @type {Undo|null} */
    this.undoable = null;
    /** Who was visited a moment ago, while that can be undone. @type {{id: number, name: string}|null} */
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

  // --- what is asked by the page

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

  /** Whether a press has waited for its answer for longer than a line takes. */
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

  // --- what is pressed

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

  /** Lets all in the room see what was answered to the step's question, or hides it. */
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
    // Whom the page names as going already was seen when it was pressed.
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

  /** Nobody is on the way any more. @param {number} id */
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

  /** Somebody was with a student. @param {number} id @param {string} name */
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

  /** What still waits for the line is not wanted any more. */
  forget() {
    this.wishes.forEach((wish, key) => wish.sent || this.wishes.delete(key));
    this.around.onChange();
  }

  // --- inside

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

  /** Reads the board; asked again meanwhile, it reads once more. */
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
    // Only now, when what was met meanwhile is gone: after a gap the class may have it already.
    this.flush();
    this.around.onChange();
  }

  rest() {
    this.restsUntil = this.clock.now() + REST_MS;
    this.clock.set(() => this.around.onChange(), REST_MS);
  }

  /** Whoever started the step. @param {Undo|null} undo */
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
