/**
 * The helper's presses that the class does not have yet. Kept in storage, so that they survive a reload
 * and an empty battery; sent one at a time, in order. A press states the wanted result, and is dropped
 * once the class has this state or it has become impossible, so it can be sent twice without harm. No
 * DOM.
 *
 * @typedef {{role: string, name: string}} By
 *
 * @typedef {object} Ticket
 * @property {number} help_request_id
 * @property {number} user_id
 * @property {string} user_name
 * @property {number|null} step
 * @property {string|null} step_title
 * @property {string|null} message
 * @property {number} waited_s
 * @property {boolean} has_picture
 * @property {boolean} is_here
 * @property {By[]} going
 * @property {boolean} is_mine
 *
 * @typedef {object} Student
 * @property {number} participant_id
 * @property {number} user_id
 * @property {string} user_name
 * @property {boolean} is_here
 * @property {number} done
 * @property {boolean} [is_done]
 * @property {number} [waited_s] since their last visit, or since they joined
 * @property {number} [unvisited_min] minutes since then, if that is long
 * @property {number} [visited_by_me_s]
 * @property {Record<Thing, boolean|null>} [comfort]
 *
 * @typedef {'larger_text'|'read_aloud'|'high_contrast'} Thing
 *
 * @typedef {object} Board
 * @property {string} session_code
 * @property {string} class_id
 * @property {string} title
 * @property {string} status
 * @property {{title: string, order_index: number}|null} subtask
 * @property {number} total_steps
 * @property {number} helper_id
 * @property {string} user_name
 * @property {number} written
 * @property {Ticket[]} help
 * @property {Ticket[]} solved
 * @property {Student[]} students
 *
 * @typedef {object} Wish
 * @property {'go'|'back'|'solve'|'reopen'|'reply'|'visit'|'unvisit'|'comfort'} kind
 * @property {number} id of the help request, or the user a reply is for; a participant's is negated, and 0 is all
 * @property {Thing} [thing] the setting
 * @property {boolean} [on]
 * @property {boolean} [too] go even if somebody else is on the way
 * @property {string} [message] of a reply
 * @property {number} [written] the number of this helper's messages, including this one
 * @property {number} since when it was pressed
 * @property {boolean} [sent] whether it was sent on this connection
 */
const KEY = 'helperWishes';

/** @param {Board} board @param {number} id */
export const ticketOf = (board, id) => board.help.find(ticket => ticket.help_request_id === id);

/** For this time after noting a visit, the helper can undo it and cannot note another. */
const JUST_S = 90;

/** @param {Student} student */
export const isJustVisited = ({ visited_by_me_s: seconds }) => seconds !== undefined && seconds < JUST_S;

/** @param {Board} board @param {Wish} wish @returns {Student[]} */
const studentsOf = ({ students }, { id }) => (id ? students.filter(each => each.participant_id === -id) : students);

/** Whether the class has the wanted state. @type {Record<Wish['kind'], (board: Board, wish: Wish) => boolean>} */
const IS_MET = {
  go: (board, { id }) => {
    const ticket = ticketOf(board, id);
    return !ticket || ticket.is_mine;
  },
  back: (board, { id }) => {
    const ticket = ticketOf(board, id);
    return !ticket || !ticket.is_mine;
  },
  solve: (board, { id }) => !ticketOf(board, id),
  reopen: (board, { id }) => Boolean(ticketOf(board, id)),
  reply: (board, { written }) => board.written >= Number(written),
  visit: (board, wish) => studentsOf(board, wish).every(isJustVisited),
  unvisit: (board, wish) => !studentsOf(board, wish).some(isJustVisited),
  comfort: (board, wish) =>
    studentsOf(board, wish).every(({ comfort }) => comfort && wish.thing && comfort[wish.thing] === wish.on),
};

/** Whether a wish still makes sense in the class's state. @param {Board} board @param {Wish} wish */
const isPossible = (board, { kind, id }) =>
  kind !== 'reopen' || board.solved.some(ticket => ticket.help_request_id === id);

/** @param {Wish} wish @returns {{type: string, data: object}} */
export function messageOf({ kind, id, too, message, thing, on }) {
  if (kind === 'visit') return { type: 'mark_visited', data: { participant_id: -id } };
  if (kind === 'unvisit') return { type: 'undo_visit', data: { participant_id: -id } };
  if (kind === 'comfort')
    return { type: 'set_comfort', data: { ...(id && { participant_id: -id }), [String(thing)]: on } };
  if (kind === 'reply') return { type: 'instructor_message', data: { user_id: id, message } };
  if (kind === 'back') return { type: 'withdraw_help', data: { help_request_id: id } };
  if (kind === 'reopen') return { type: 'reopen_help', data: { help_request_id: id } };
  const status = kind === 'solve' ? 'RESOLVED' : 'ON_THE_WAY';
  return { type: 'resolve_help', data: { help_request_id: id, status, ...(kind === 'go' && { too: Boolean(too) }) } };
}

export class Wishes {
  /** @param {import('../student/storage.js').Storage} storage */
  constructor(storage) {
    this.storage = storage;
    const kept = storage.get(KEY);
    /** @type {Wish[]} */
    this.items = kept && Array.isArray(kept.items) ? kept.items : [];
    /** The helper and class that the presses belong to. @type {string} */
    this.owner = kept ? String(kept.owner) : '';
    this.lineLost();
  }

  /** Sets the owner; presses that another helper left are discarded. @param {string} owner */
  claim(owner) {
    if (this.owner === owner) return;
    if (this.owner) this.items = [];
    this.owner = owner;
    this.save();
  }

  /** Adds a press; it replaces one about the same request that is not sent yet. @param {Wish} wish */
  add(wish) {
    if (wish.kind !== 'reply')
      this.items = this.items.filter(
        each => each.sent || each.kind === 'reply' || each.id !== wish.id || each.thing !== wish.thing,
      );
    this.items.push(wish);
    this.save();
  }

  /** The kind of the pending press about a request, null if there is none. @param {number} id @returns {Wish['kind']|null} */
  about(id) {
    const found = this.items.filter(each => each.kind !== 'reply' && each.id === id && !each.thing).pop();
    return found ? found.kind : null;
  }

  /** The value that waits to be set, if any. @param {number} id @param {Thing} thing */
  comfort(id, thing) {
    const found = this.items.filter(each => each.id === id && each.thing === thing).pop();
    return found && found.on;
  }

  get replies() {
    return this.items.filter(each => each.kind === 'reply').length;
  }

  /** The next to send; null if one is in flight. @returns {Wish|null} */
  next() {
    return this.items.length && !this.items[0].sent ? this.items[0] : null;
  }

  /** The one that was sent and is not answered. @returns {Wish|null} */
  get inFlight() {
    return this.items.length && this.items[0].sent ? this.items[0] : null;
  }

  /** Removes the presses that are met or have become impossible. @param {Board} board @returns {boolean} whether one had become impossible */
  compare(board) {
    const before = this.items.length;
    const wanted = this.items.filter(wish => !IS_MET[wish.kind](board, wish));
    this.items = wanted.filter(wish => isPossible(board, wish));
    if (this.items.length < before) this.save();
    return this.items.length < wanted.length;
  }

  /** Removes the one in flight, because it was refused for good. @returns {Wish|null} */
  drop() {
    const wish = this.inFlight;
    if (!wish) return null;
    this.items.shift();
    this.save();
    return wish;
  }

  /** Makes the one in flight the next to send again, as no answer came. */
  lineLost() {
    this.items.forEach(wish => {
      wish.sent = false;
    });
  }

  /** Drops the presses that are not sent yet. */
  forget() {
    this.items = this.items.filter(wish => wish.sent);
    this.save();
  }

  clear() {
    this.items = [];
    this.storage.remove(KEY);
  }

  save() {
    this.storage.set(KEY, { owner: this.owner, items: this.items });
  }
}
