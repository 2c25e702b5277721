/**
 * One phone's connection to the class: opens, joins, keeps alive, reconnects. No DOM: sockets, clock
 * and random numbers are passed in.
 *
 *   connecting ─open─▶ joining ─join_confirmed─▶ live
 *       ▲                 │close                  │close
 *       └──delay or wake── waiting ◀──────────────┘        any ──▶ stopped (see StopReason)
 */
import { retryDelay } from './retry.js';

/**
 * @typedef {'connecting'|'joining'|'live'|'waiting'|'stopped'} Phase
 * @typedef {'ended'|'unknown'|'void'|'elsewhere'|'removed'} StopReason
 * @typedef {'here'|'unreachable'|'ended'|'unknown'|'void'} Verdict what the server says about our seat
 * @typedef {{[field: string]: any, type: string}} Message
 * @typedef {{now(): number, set(fn: () => void, ms: number): any, clear(timer: any): void}} Clock
 * @typedef {Pick<WebSocket, 'send'|'close'|'onopen'|'onmessage'|'onclose'|'bufferedAmount'>} Socket
 * @typedef {object} Surroundings
 * @property {() => Socket} openSocket
 * @property {() => Promise<Verdict>} probe asks over HTTP why there is no connection; never rejects
 * @property {Clock} clock
 * @property {() => number} random
 * @property {() => object} joinWith more fields for the `join`
 * @property {(message: Message) => void} onMessage
 * @property {() => void} onChange phase or reason changed
 * @property {() => boolean} isDark whether the page is not visible
 */

const OPEN_MS = 8000;
/** The heartbeat interval on a dark screen, and unless the server names another. */
const BEAT_MS = 30000;
const ANSWER_MS = 10000;

export class Connection {
  /** @param {Surroundings} around */
  constructor(around) {
    this.around = around;
    this.clock = around.clock;
    /** @type {Phase} */
    this.phase = 'waiting';
    /** @type {StopReason|null} */
    this.reason = null;
    /** When the connection was lost; null while there is one, or before the first loss. @type {number|null} */
    this.downSince = null;
    this.attempt = 0;
    /** The close code of the last connection. */
    this.closeCode = 0;
    /** @type {Socket|null} */
    this.socket = null;
    /** The timer of the phase; `deadline` is that for an answer from the server. @type {any} */
    this.timer = null;
    /** @type {any} */
    this.deadline = null;
    this.beatMs = BEAT_MS;
    /** The longest time of recent answers, decaying; raised from outside while something large loads. */
    this.slowestMs = 0;
    this.askedAt = 0;
  }

  start() {
    this.reason = null;
    this.attempt = 0;
    this.downSince = this.clock.now();
    this.open();
  }

  /** @param {Message} message @returns {boolean} whether it was handed to the socket */
  send(message) {
    if (this.phase !== 'live' || !this.socket) return false;
    const text = JSON.stringify(message);
    // A photo takes long to send, and the answer comes after it.
    if (text.length > 100000) this.slowestMs = ANSWER_MS;
    this.socket.send(text);
    return true;
  }

  /** Checks or reconnects at once, because the screen or the network changed. */
  wake() {
    if (this.phase === 'live') {
      this.check();
      this.beat();
    }
    if (this.phase === 'live' || this.phase === 'stopped') return;
    this.attempt = 0;
    this.open();
  }

  /** Sends a heartbeat; if nothing arrives in time, the connection is lost. @param {boolean} [stores] whether it follows a press, which the server has to store */
  check(stores) {
    const now = this.clock.now();
    if (this.deadline || !this.send({ type: 'heartbeat', data: { timestamp: now } })) return;
    this.askedAt = now;
    // Three times the slowest recent answer; storing may take a while on a slow disk.
    const leastMs = stores ? 4000 : 2000;
    this.expectAnswer(Infinity, Math.min(ANSWER_MS, Math.max(leastMs, 3 * this.slowestMs)));
  }

  /** Waits for an answer, and longer while unsent bytes, such as a picture's, still decrease. @param {number} unsent @param {number} ms */
  expectAnswer(unsent, ms) {
    this.deadline = this.clock.set(() => {
      const left = this.socket ? this.socket.bufferedAmount : 0;
      if (left > 0 && left < unsent) return this.expectAnswer(left, ms);
      this.downSince = this.askedAt;
      // If it was only slow, the next connection gets more time.
      this.slowestMs = (ms * 2) / 3;
      this.lost();
    }, ms);
  }

  /** @param {StopReason} reason */
  stop(reason) {
    this.drop();
    this.reason = reason;
    this.enter('stopped');
  }

  open() {
    this.drop();
    const socket = this.around.openSocket();
    this.socket = socket;
    let opened = false;
    socket.onopen = () => {
      opened = true;
      // No presence messages: the page does not show them, and they would load the Wi-Fi.
      socket.send(JSON.stringify({ type: 'join', data: { presence: false, ...this.around.joinWith() } }));
      this.enter('joining');
    };
    socket.onmessage = event => this.receive(event.data);
    socket.onclose = event => this.closed(event.code, opened);
    this.timer = this.clock.set(() => this.lost(), OPEN_MS);
    this.enter('connecting');
  }

  /** @param {unknown} text */
  receive(text) {
    const message = parse(text);
    if (!message) return;
    if (this.deadline) this.slowestMs = Math.max(this.clock.now() - this.askedAt, this.slowestMs * 0.9);
    this.clock.clear(this.deadline);
    this.deadline = null;
    if (message.type === 'heartbeat_ack') return;
    if (message.type === 'join_confirmed') this.joined(message.heartbeat_s * 1000);
    if (message.type === 'error' && message.ref === 'join') {
      if (message.code === 'session_ended') this.stop('ended');
      else this.lost();
      return;
    }
    this.around.onMessage(message);
  }

  /** @param {number} beatMs the heartbeat interval that the server wants */
  joined(beatMs) {
    this.beatMs = beatMs || BEAT_MS;
    this.attempt = 0;
    this.downSince = null;
    this.beat();
    this.enter('live');
  }

  beat() {
    this.clock.clear(this.timer);
    this.timer = this.clock.set(
      () => {
        this.check();
        this.beat();
      },
      this.around.isDark() ? BEAT_MS : this.beatMs,
    );
  }

  /** Treats the connection as closed, even if the socket is still open. */
  lost() {
    this.closed(1006, true);
  }

  /** @param {number} code @param {boolean} opened whether the upgrade was accepted */
  closed(code, opened) {
    this.drop();
    this.closeCode = code;
    if (this.downSince === null) this.downSince = this.clock.now();
    if (code === 4001) this.stop('elsewhere');
    else if (code === 4003) this.stop('removed');
    else {
      this.enter('waiting');
      // Browsers do not report why an upgrade was refused, so ask the server.
      if (!opened || code === 1000 || code === 1008) this.ask();
      else this.retryLater();
    }
  }

  async ask() {
    const asked = {};
    this.timer = asked;
    const verdict = await this.around.probe();
    if (this.timer !== asked) return;
    if (verdict === 'here' || verdict === 'unreachable') this.retryLater();
    else this.stop(verdict);
  }

  retryLater() {
    const delay = retryDelay(this.attempt++, this.around.random);
    this.timer = this.clock.set(() => this.open(), delay);
  }

  drop() {
    this.clock.clear(this.timer);
    this.clock.clear(this.deadline);
    this.timer = this.deadline = null;
    if (!this.socket) return;
    const socket = this.socket;
    this.socket = null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /** @param {Phase} phase */
  enter(phase) {
    this.phase = phase;
    this.around.onChange();
  }
}

/** @param {unknown} text @returns {Message|null} */
function parse(text) {
  try {
    const value = JSON.parse(String(text));
    return value && typeof value.type === 'string' ? value : null;
  } catch {
    return null;
  }
}
