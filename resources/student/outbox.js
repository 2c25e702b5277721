/**
 * The presses that are not confirmed yet. Kept in storage, so that they survive a reload and an empty
 * battery; sent one at a time, in order, and removed only when the server confirms. No DOM.
 *
 * @typedef {{type: 'step_complete'|'request_help'|'cancel_help', data: {[field: string]: any}, sent?: boolean, failed?: number}} Item
 */
const KEY = 'outbox';
const MOST_FAILURES = 3;
/** How many failures a close code counts for the item in flight: too large or invalid, or a server error. @type {Record<number, number>} */
const FAILURES = { 1003: MOST_FAILURES, 1007: MOST_FAILURES, 1009: MOST_FAILURES, 1011: 1 };

export class Outbox {
  /** @param {import('./storage.js').Storage} storage */
  constructor(storage) {
    this.storage = storage;
    this.load();
  }

  /** Reads the storage again, as another tab may have written. @param {string} [owner] the owner if nothing was stored */
  load(owner = '') {
    const kept = this.storage.get(KEY);
    /** @type {Item[]} */
    this.items = kept && Array.isArray(kept.items) ? kept.items : [];
    /** The seat that the presses belong to (`seatOf`). @type {string} */
    this.owner = kept ? kept.owner : owner;
    this.inFlight = false;
  }

  /** Sets the owner; presses that another participant left are discarded. @param {string} owner */
  claim(owner) {
    if (this.owner !== owner) this.items = [];
    this.owner = owner;
    this.save();
  }

  /** @param {number} subtaskId */
  done(subtaskId) {
    if (!this.hasDone(subtaskId)) this.push({ type: 'step_complete', data: { subtask_id: subtaskId } });
  }

  /** @param {number} subtaskId */
  hasDone(subtaskId) {
    return this.items.some(item => item.type === 'step_complete' && item.data.subtask_id === subtaskId);
  }

  /** The pending help press: true to ask, false to cancel, null for none. */
  wantsHelp() {
    const last = this.items.filter(item => item.type !== 'step_complete').pop();
    return last ? last.type === 'request_help' : null;
  }

  /** Asks for help, or adds a message or a picture to a pending request. @param {{[field: string]: any}} data */
  help(data) {
    const waiting = this.withdraw('request_help');
    this.withdraw('cancel_help');
    // It belongs to the step on which it was asked, not to the one on which a message is added.
    const asked = waiting && waiting.data;
    const step = asked && asked.subtask_id ? { subtask_id: asked.subtask_id } : {};
    this.push({ type: 'request_help', data: { ...asked, ...data, ...step } });
  }

  /** @param {boolean} open whether the server knows of a request */
  cancelHelp(open) {
    this.withdraw('request_help');
    this.withdraw('cancel_help');
    const leaving = this.items.some(item => item.type === 'request_help');
    if (open || leaving) this.push({ type: 'cancel_help', data: {} });
    else this.save();
  }

  /** Marks the next item as in flight and returns it; null if one is in flight already. @returns {Item|null} */
  next() {
    if (this.inFlight || !this.items.length) return null;
    this.inFlight = true;
    this.items[0].sent = true;
    this.save();
    return this.items[0];
  }

  /** Makes the item in flight the next to send again: no answer came, or a temporary error. */
  release() {
    this.inFlight = false;
  }

  /** The connection was closed. An item that has caused too many closes is given up. @param {number} code @returns {Item|null} the item given up */
  interrupted(code) {
    const [item] = this.items;
    const refused = this.inFlight && FAILURES[code];
    this.inFlight = false;
    if (!refused) return null;
    item.failed = (item.failed || 0) + refused;
    if (item.failed >= MOST_FAILURES) this.items.shift();
    this.save();
    return item.failed >= MOST_FAILURES ? item : null;
  }

  /** Removes the item in flight, if it is of this type: it was confirmed or refused. @param {string} type @returns {Item|null} */
  settle(type) {
    if (!this.inFlight || this.items[0].type !== type) return null;
    this.inFlight = false;
    const item = this.items.shift() || null;
    this.save();
    return item;
  }

  /** Removes the items that the server has already, according to a snapshot. @param {{completed_subtasks: number[], open_help_request: number|null}} snapshot */
  reconcile(snapshot) {
    const open = snapshot.open_help_request !== null;
    this.inFlight = false;
    this.items = this.items.filter(({ type, data, sent }) => {
      // One with an answer is sent again: the snapshot has no say on whether the answers are equal.
      if (type === 'step_complete') return data.answer >= 0 || !snapshot.completed_subtasks.includes(data.subtask_id);
      if (type === 'cancel_help') return open || this.items.some(item => item.type === 'request_help');
      return !(sent && open && !data.message && !data.screenshot);
    });
    this.save();
  }

  clear() {
    this.items = [];
    this.inFlight = false;
    this.storage.remove(KEY);
  }

  /** Removes an item that is not in flight. @param {Item['type']} type @returns {Item|undefined} */
  withdraw(type) {
    const from = this.inFlight ? 1 : 0;
    const at = this.items.findIndex((item, index) => index >= from && item.type === type);
    return at < 0 ? undefined : this.items.splice(at, 1)[0];
  }

  /** @param {Item} item */
  push(item) {
    this.items.push(item);
    this.save();
  }

  save() {
    if (this.storage.set(KEY, { owner: this.owner, items: this.items })) return;
    // Too large for the storage: better to keep the request without its picture than nothing.
    const light = this.items.map(({ data: { screenshot: _, ...data }, ...rest }) => ({ ...rest, data }));
    this.storage.set(KEY, { owner: this.owner, items: light });
  }
}
