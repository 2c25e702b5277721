/**
 * Sends pictures one by one, reconnecting if needed, each until the computer confirms that it is stored. No
 * DOM; the page listens to `onChange`.
 *
 * A picture is offered by its id, and the computer replies from which byte on it wants it. So sending resumes
 * where it stopped, and a picture whose confirmation was lost is not stored twice.
 */
import { retryDelay } from '../student/retry.js';
import { moved } from './upload_order.js';

/**
 * @typedef {'ready'|'queued'|'sending'|'stored'|'refused'} State
 * @typedef {{id: string, name: string, bytes: Uint8Array, url: string, state: State, sent: number, wasKnown: boolean, reason: string}} Item
 * @typedef {'connecting'|'live'|'down'|'over'|'void'|'replaced'|'fault'} Phase the last four are final
 * @typedef {'good'|'void'|'unreachable'} Verdict
 * @typedef {{send(data: string|Uint8Array): void, close(): void, onmessage: any, onclose: any}} Socket
 * @typedef {object} Surroundings
 * @property {() => Socket} openSocket
 * @property {() => Promise<Verdict>} probe whether the pass is valid, called when the connection could not be opened
 * @property {{set: (act: () => void, ms: number) => any, clear: (timer: any) => void}} clock
 * @property {() => number} random
 * @property {() => void} onChange
 */

export const PIECE_BYTES = 65536;
/** A connection that does not answer for this time is given up. */
export const PATIENCE_MS = 15000;
/** The time until another try after the computer could not store a picture. */
export const AGAIN_MS = 3000;
/** @type {Record<number, Phase>} */
const FINAL = { 1000: 'over', 1008: 'fault', 4001: 'replaced' };

export class UploadClient {
  /** @param {Surroundings} around */
  constructor(around) {
    this.around = around;
    /** @type {Item[]} */
    this.items = [];
    /** @type {Phase} */
    this.phase = 'connecting';
    /** How many more pictures the computer accepts, null if not known yet. @type {number|null} */
    this.room = null;
    /** Whether the computer could not store the last one. */
    this.isDiskFull = false;
    /** @type {Set<string>} */
    this.known = new Set();
    /** @type {Socket|null} */
    this.socket = null;
    this.failures = 0;
    /** @type {any} */
    this.timer = null;
  }

  get isOver() {
    return ['over', 'void', 'replaced', 'fault'].includes(this.phase);
  }

  /** @param {State[]} states */
  having(...states) {
    return this.items.filter(item => states.includes(item.state));
  }

  /** The pictures that were asked to be sent, finished or not. */
  get wanted() {
    return this.having('queued', 'sending', 'stored', 'refused');
  }

  /** The finished share of these, from 0 to 1. */
  get share() {
    const settled = ['stored', 'refused'];
    /** @param {Item} item */
    const through = item =>
      settled.includes(item.state) ? 1 : item.state === 'sending' ? item.sent / item.bytes.length : 0;
    return this.wanted.length ? this.wanted.reduce((sum, item) => sum + through(item), 0) / this.wanted.length : 0;
  }

  /** How many more can be chosen; null if not known yet. */
  get free() {
    return this.room === null ? null : Math.max(0, this.room - this.having('ready', 'queued', 'sending').length);
  }

  /**
   * @param {{id: string, name: string, bytes: Uint8Array, url: string}} small
   * @returns {'added'|'twice'|'full'}
   */
  add(small) {
    if (this.items.some(item => item.id === small.id && item.state !== 'refused')) return 'twice';
    const isKnown = this.known.has(small.id);
    if (!isKnown && this.free === 0) return 'full';
    this.items = this.items.filter(item => item.id !== small.id);
    this.items.push({ ...small, state: isKnown ? 'stored' : 'ready', sent: 0, wasKnown: isKnown, reason: '' });
    this.around.onChange();
    return 'added';
  }

  /** Moves a picture among those that are not queued yet. @param {string} id @param {number} by one place up is -1 @returns {number} its new index among those; -1 if nothing moved */
  move(id, by) {
    const movable = this.having('ready');
    const from = movable.findIndex(item => item.id === id);
    const to = from + by;
    if (from < 0 || to < 0 || to >= movable.length) return -1;
    const order = moved(movable, from, to);
    this.items = [...this.items.filter(item => item.state !== 'ready'), ...order];
    this.around.onChange();
    return to;
  }

  /** @param {string} id */
  remove(id) {
    this.items = this.items.filter(item => item.id !== id || item.state !== 'ready');
    this.around.onChange();
  }

  send() {
    for (const item of this.having('ready')) item.state = 'queued';
    this.pump();
    this.around.onChange();
  }

  start() {
    this.connect();
  }

  /** Reconnects at once, as the network may be back. */
  wake() {
    if (this.phase === 'down' && !this.socket) {
      this.failures = 0;
      this.connect();
    }
  }

  connect() {
    this.clearTimer();
    const socket = this.around.openSocket();
    this.socket = socket;
    socket.onmessage = (/** @type {{data: string}} */ event) => {
      if (this.socket === socket) this.receive(JSON.parse(event.data));
    };
    socket.onclose = (/** @type {{code: number}} */ event) => {
      if (this.socket === socket) this.lost(event.code);
    };
    this.expectAnswer();
  }

  /** @param {number} code */
  lost(code) {
    const wasLive = this.phase === 'live';
    this.socket = null;
    this.clearTimer();
    for (const item of this.having('sending')) item.state = 'queued';
    if (code in FINAL) return this.go(FINAL[code]);
    this.go(this.phase === 'connecting' ? 'connecting' : 'down');
    // A socket does not tell whether it was refused or nobody answered.
    if (wasLive) this.again();
    else this.ask();
  }

  async ask() {
    const verdict = await this.around.probe();
    if (this.socket || this.isOver) return;
    if (verdict === 'void') return this.go('void');
    this.go('down');
    this.again();
  }

  again() {
    this.timer = this.around.clock.set(() => this.connect(), retryDelay(this.failures++, this.around.random));
  }

  /** @param {Phase} phase */
  go(phase) {
    this.phase = phase;
    this.around.onChange();
  }

  clearTimer() {
    this.around.clock.clear(this.timer);
    this.timer = null;
  }

  /** Gives the connection up if nothing arrives within `PATIENCE_MS`. */
  expectAnswer() {
    this.clearTimer();
    const socket = this.socket;
    this.timer = this.around.clock.set(() => {
      if (!socket || this.socket !== socket) return;
      socket.close();
      this.lost(1006);
    }, PATIENCE_MS);
  }

  /** @param {{type: string, data: any}} message */
  receive({ type, data }) {
    this.clearTimer();
    if (type === 'upload_ready') return this.ready(data);
    const item = this.items.find(each => each.id === data.id);
    if (!item || item.state !== 'sending') return;
    if (type === 'send_picture') item.sent = data.offset;
    if (type === 'picture_received') item.sent = data.bytes;
    if (type === 'send_picture' || type === 'picture_received') this.sendPiece(item);
    if (type === 'picture_stored') this.stored(item, data.was_known);
    if (type === 'picture_refused') this.refused(item, data.reason);
    this.around.onChange();
  }

  /** @param {{most: number, stored: string[]}} data */
  ready({ most, stored }) {
    this.failures = 0;
    this.room = most;
    this.known = new Set(stored);
    for (const item of this.having('ready', 'queued')) {
      if (this.known.has(item.id)) Object.assign(item, { state: 'stored', sent: item.bytes.length });
    }
    this.go('live');
    this.pump();
  }

  pump() {
    if (this.phase !== 'live' || !this.socket || this.having('sending').length) return;
    const item = this.items.find(each => each.state === 'queued');
    if (!item) return;
    item.state = 'sending';
    const { id, name } = item;
    const total = this.wanted.length;
    const place = this.wanted.indexOf(item) + 1;
    this.socket.send(
      JSON.stringify({ type: 'offer_picture', data: { id, name, bytes: item.bytes.length, place, total } }),
    );
    this.expectAnswer();
    this.around.onChange();
  }

  /** @param {Item} item */
  sendPiece(item) {
    if (!this.socket) return;
    this.socket.send(item.bytes.subarray(item.sent, item.sent + PIECE_BYTES));
    this.expectAnswer();
  }

  /** @param {Item} item @param {boolean} wasKnown */
  stored(item, wasKnown) {
    Object.assign(item, { state: 'stored', wasKnown, sent: item.bytes.length });
    this.known.add(item.id);
    if (this.room !== null && !wasKnown) this.room -= 1;
    this.isDiskFull = false;
    this.pump();
  }

  /** @param {Item} item @param {string} reason */
  refused(item, reason) {
    this.isDiskFull = reason === 'storage_failed';
    if (this.isDiskFull) {
      item.state = 'queued';
      this.timer = this.around.clock.set(() => this.pump(), AGAIN_MS);
      return;
    }
    Object.assign(item, { state: 'refused', reason });
    this.pump();
  }
}
