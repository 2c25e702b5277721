/**
 * What was pressed and is not yet confirmed. Kept in storage, so that it survives a reload and an
 * empty battery; sent one at a time, in order, and forgotten only when the server confirms. Pure.
 *
 * @typedef {{type: 'step_complete'|'request_help'|'cancel_help', data: {[field: string]: any}, sent?: boolean, failed?: number}} Item
 */
const KEY = 'outbox';
const MOST_FAILURES = 3;
/** How much it counts that the server closed the line on what was on its way: too large or not text, or a fault. @type {Record<number, number>} */
const FAILURES = { 1003: MOST_FAILURES, 1007: MOST_FAILURES, 1009: MOST_FAILURES, 1011: 1 };

export class Outbox {
  /** @param {import('./storage.js').Storage} storage */
  constructor(storage) {
    this.storage = storage;
    this.load();
  }

  /** Another tab may have written since. @param {string} [owner] whose presses are to come, if nothing was kept */
  load(owner = '') {
    const kept = this.storage.get(KEY);
    /** @type {Item[]} */
    this.items = kept && Array.isArray(kept.items) ? kept.items : [];
    /** Whose presses these are. @type {string} */
    this.owner = kept ? kept.owner : owner;
    this.inFlight = false;
  }

  /** Presses belong to one participant of one class: what anybody else left is not sent for him. @param {string} owner */
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

  /** The help wish that waits: true to ask, false to cancel, null for none. */
  wantsHelp() {
    const last = this.items.filter(item => item.type !== 'step_complete').pop();
    return last ? last.type === 'request_help' : null;
  }

  /** Asks, or adds words or a picture to what is asked. @param {{[field: string]: any}} data */
  help(data) {
    const waiting = this.withdraw('request_help');
    this.withdraw('cancel_help');
    // It belongs to the step on which it was asked, not to the one on which words are added.
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

  /** The next to send, if none is on its way. @returns {Item|null} */
  next() {
    if (this.inFlight || !this.items.length) return null;
    this.inFlight = true;
    this.items[0].sent = true;
    this.save();
    return this.items[0];
  }

  /** No answer came, or a "try again": the same one is the next. */
  release() {
    this.inFlight = false;
  }

  /** The line was closed. What it was closed for again and again is given up. @param {number} code @returns {Item|null} what is */
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

  /** The one on its way was answered for good. @param {string} type @returns {Item|null} */
  settle(type) {
    if (!this.inFlight || this.items[0].type !== type) return null;
    this.inFlight = false;
    const item = this.items.shift() || null;
    this.save();
    return item;
  }

  /** Drops what the server turns out to know already. @param {{completed_subtasks: number[], open_help_request: number|null}} snapshot */
  reconcile(snapshot) {
    const open = snapshot.open_help_request !== null;
    this.inFlight = false;
    this.items = this.items.filter(({ type, data, sent }) => {
      // Whether an answer is the one that the server has, it says when it is sent again.
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

  /** Takes back one that is not on its way. @param {Item['type']} type @returns {Item|undefined} */
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
    // Too large for the storage: better the wish without its picture than nothing.
    const light = this.items.map(({ data: { screenshot: _, ...data }, ...rest }) => ({ ...rest, data }));
    this.storage.set(KEY, { owner: this.owner, items: light });
  }
}
