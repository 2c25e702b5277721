/**
 * A student in a class: all that a client must do, and nothing more.
 *
 *     node client.mjs http://192.168.0.12:8000 482913 Kim
 *
 * Then type `done`, `help`, `help I cannot see the button` or `cancel`.
 * Needs Node 22 or newer and no package. A browser keeps the cookie and sends it by itself: there,
 * leave out everything about cookies, and read lines from wherever you like.
 */
import { createInterface } from 'node:readline';

const HEARTBEAT_MS = 30_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
const REPLIES = ['step_complete_confirmed', 'request_help_confirmed', 'cancel_help_confirmed'];
const FOR_GOOD = {
  1000: 'the class is over',
  1008: 'the server will not have us',
  4001: 'you came in somewhere else',
  4003: 'the instructor removed you',
};

const [address, code, name] = process.argv.slice(2);
let cookie = '';
let socket = null; // set once the join is confirmed
let step = null;
let totalSteps = 0;
let waitMs = FIRST_WAIT_MS;
// What is to be sent, also while the line is down. One request is under way at a time: replies
// keep the order of requests, so the next reply is the first one's.
const requests = [];
let underWay = false;

/** Takes part until it is over for good; comes back after every lost line. */
async function run() {
  for (;;) {
    const answer = await signIn();
    if (answer.refused) return console.log(`not let in: ${answer.refused}`);
    if (answer.ok) {
      const closeCode = await talk();
      if (closeCode in FOR_GOOD) return console.log(FOR_GOOD[closeCode]);
    }
    console.log('connecting again');
    const spread = 0.5 + Math.random(); // so that a class does not return all at once
    const pauseMs = (answer.retryAfterS ?? 0) * 1000 + waitMs * spread;
    await new Promise(resolve => setTimeout(resolve, pauseMs));
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}

/** Gets the cookie; who brings it again gets the same one, so this is safe to repeat. */
async function signIn() {
  const path = `/api/sessions/${encodeURIComponent(code)}/join?${new URLSearchParams({ name })}`;
  let answer;
  let body;
  try {
    const signal = AbortSignal.timeout(10_000);
    answer = await fetch(address + path, { method: 'POST', headers: { Cookie: cookie }, signal });
    body = await answer.json();
  } catch {
    return { ok: false }; // no network
  }
  if (answer.ok) {
    const given = answer.headers.get('set-cookie').split(';')[0];
    if (cookie && given !== cookie) requests.length = 0; // somebody new: the old one's are void
    cookie = given;
    return { ok: true };
  }
  if (answer.status === 429 || answer.status === 503) {
    return { ok: false, retryAfterS: Number(answer.headers.get('retry-after') ?? 5) };
  }
  return { ok: false, refused: `${body.error.code}: ${body.error.message}` };
}

/** Holds one connection; resolves with the code with which it was closed. */
function talk() {
  const url = `${address.replace('http', 'ws')}/ws/sessions/${encodeURIComponent(code)}/`;
  return new Promise(resolve => {
    const line = new WebSocket(url, { headers: { Cookie: cookie } });
    let heard = true;
    let beating;
    const finish = closeCode => {
      line.onmessage = line.onclose = null;
      clearInterval(beating);
      socket = null;
      underWay = false;
      resolve(closeCode);
    };
    line.onopen = () => {
      send(line, 'join', { presence: false });
      // This API shows no pings: a line on which nothing came since the last heartbeat is dead,
      // and closing it politely would wait for an answer that does not come.
      beating = setInterval(() => {
        if (!heard) finish(1006);
        heard = false;
        send(line, 'heartbeat', { timestamp: Date.now() });
      }, HEARTBEAT_MS);
    };
    line.onmessage = ({ data }) => {
      heard = true;
      hear(line, JSON.parse(data));
    };
    line.onclose = event => finish(event.code); // 1006: no network, or the door has just closed
    line.onerror = () => {};
  });
}

/** Takes in a message; types and fields that are not known are passed over. */
function hear(line, message) {
  if (message.type === 'join_confirmed') {
    // The state as it is: what was known before does not count.
    socket = line;
    waitMs = FIRST_WAIT_MS;
    totalSteps = message.total_steps;
    console.log(`joined as ${message.user_name}, ${message.status}`);
    show(message.subtask);
  } else if (message.type === 'step_changed') {
    show(message.subtask);
  } else if (message.type === 'session_status_changed') {
    console.log(message.status);
  } else if (message.type === 'instructor_message') {
    console.log(`${message.user_name}: ${message.message}`);
  } else if (message.type === 'help_response') {
    console.log(`help: ${message.status} ${message.message ?? ''}`.trimEnd());
  } else if (message.type === 'help_position') {
    console.log(`help: place ${message.position}`);
  } else if (REPLIES.includes(message.type)) {
    answered(`${message.type} ${message.subtask_id ?? ''}`.trimEnd());
  } else if (message.type === 'error') {
    if (['storage_failed', 'rate_limited'].includes(message.code)) {
      underWay = false; // nothing changed
      setTimeout(sendNext, 1_000);
      return;
    }
    if (requests.length > 0 && message.ref === requests[0].type) {
      answered(`error ${message.code}: ${message.error}`);
    }
  }
  sendNext();
}

function show(subtask) {
  step = subtask;
  if (step) console.log(`step ${step.order_index} of ${totalSteps}: ${step.title}`);
}

/** Sends something now, or as soon as the line is back. */
function ask(type, data) {
  requests.push({ type, data });
  sendNext();
}

function sendNext() {
  if (socket && requests.length > 0 && !underWay) {
    underWay = true;
    send(socket, requests[0].type, requests[0].data);
  }
}

function answered(words) {
  console.log(words);
  requests.shift();
  underWay = false;
}

function send(line, type, data) {
  line.send(JSON.stringify({ type, data }));
}

const typing = createInterface({ input: process.stdin });
typing.on('close', () => process.exit());
typing.on('line', typed => {
  const [, command, words] = typed.trim().match(/^(\S*)\s*(.*)$/);
  if (command === 'done' && step) ask('step_complete', { subtask_id: step.id });
  else if (command === 'help') ask('request_help', { message: words || null });
  else if (command === 'cancel') ask('cancel_help', {});
});
await run();
process.exit();
