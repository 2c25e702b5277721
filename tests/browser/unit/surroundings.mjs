/** Time, chance, sockets and storage that a test holds in its hand; the phone's language, where there is none. */
globalThis.navigator ??= { languages: ['ko'] };

export class FakeClock {
  constructor() {
    this.time = 0;
    this.timers = new Map();
    this.last = 0;
  }

  now = () => this.time;

  set = (fn, ms) => {
    this.timers.set(++this.last, { fn, at: this.time + ms });
    return this.last;
  };

  clear = id => {
    this.timers.delete(id);
  };

  /** Lets time pass, and what was due in it happen in order. */
  advance(ms) {
    const end = this.time + ms;
    for (;;) {
      const [id, due] =
        [...this.timers].filter(([, each]) => each.at <= end).sort(([, a], [, b]) => a.at - b.at)[0] || [];
      if (!due) break;
      this.timers.delete(id);
      this.time = due.at;
      due.fn();
    }
    this.time = end;
  }
}

export class FakeSocket {
  constructor() {
    this.sent = [];
    this.closed = false;
    this.bufferedAmount = 0;
    this.onopen = this.onmessage = this.onclose = null;
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.closed = true;
  }

  /** The types sent, heartbeats left out. */
  get types() {
    return this.sent.map(message => message.type).filter(type => type !== 'heartbeat');
  }

  open() {
    this.onopen();
  }

  receive(message) {
    this.onmessage({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }

  drop(code = 1006) {
    this.onclose({ code });
  }
}

/** What localStorage is, or is not: `broken` throws at every touch, `limit` at long values. */
export class FakeBacking {
  constructor({ broken = false, limit = Infinity } = {}) {
    this.values = new Map();
    this.broken = broken;
    this.limit = limit;
  }

  getItem(key) {
    if (this.broken) throw new Error('denied');
    return this.values.get(key) ?? null;
  }

  setItem(key, value) {
    if (this.broken || value.length > this.limit) throw new Error('QuotaExceededError');
    this.values.set(key, value);
  }

  removeItem(key) {
    if (this.broken) throw new Error('denied');
    this.values.delete(key);
  }
}

export const SNAPSHOT = {
  type: 'join_confirmed',
  session_code: 'ABCD',
  class_id: 'c1',
  user_id: 3,
  participant_id: 9,
  user_name: '김영희',
  status: 'IN_PROGRESS',
  subtask: { id: 2, title: 'B', order_index: 2, guide_text: 'b' },
  total_steps: 3,
  completed_subtasks: [],
  open_help_request: null,
};

export const STEPS = [1, 2, 3].map(n => ({ id: n, title: 'ABC'[n - 1], order_index: n, guide_text: '' }));

/** Lets promises that are settled be seen. */
export const settled = () => new Promise(resolve => setImmediate(resolve));
