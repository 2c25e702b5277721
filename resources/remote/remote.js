/** The instructor's phone: what the class does now, and the few things to press. */

/**
 * @typedef {{title: string, order_index: number}} Step
 * @typedef {{help_request_id: number, user_name: string, step: number|null, message: string|null, status: string}} Ticket
 * @typedef {object} Board
 * @property {string} title
 * @property {string} status
 * @property {Step|null} subtask
 * @property {Step|null} next_subtask
 * @property {number} total_steps
 * @property {number} here
 * @property {number} done
 * @property {Ticket[]} help
 */

const KO = {
  connecting: '연결하고 있습니다…',
  refused: '이미 썼거나 시간이 지난 코드입니다. 컴퓨터에서 ‘새 코드’를 눌러 다시 찍어 주세요.',
  off: '리모컨 연결이 해제되었습니다. 컴퓨터에서 새 코드를 띄워 주세요.',
  over: '수업이 끝났습니다.',
  next: '다음 단계',
  last: '마지막 단계입니다',
  pause: '일시정지',
  resume: '계속하기',
  waiting: '아직 시작 전입니다',
  help: '도움 요청',
  nobody: '도움을 기다리는 사람이 없습니다.',
  coming: '지금 갑니다',
  solved: '해결',
  invalid_state: '지금은 할 수 없습니다.',
  rate_limited: '잠시 뒤에 다시 눌러 주세요.',
  storage_failed: '저장하지 못했습니다. 다시 눌러 주세요.',
  other: '할 수 없습니다.',
};

/** @type {typeof KO} */
const EN = {
  connecting: 'Connecting…',
  refused: 'This code was already used or has expired. Press “New code” on the computer and scan again.',
  off: 'The remote was disconnected. Show a new code on the computer.',
  over: 'The class has ended.',
  next: 'Next step',
  last: 'This is the last step',
  pause: 'Pause',
  resume: 'Resume',
  waiting: 'Not started yet',
  help: 'Help',
  nobody: 'No one is waiting for help.',
  coming: 'On my way',
  solved: 'Done',
  invalid_state: 'You can’t do that right now.',
  rate_limited: 'Please try again in a moment.',
  storage_failed: 'Couldn’t save. Please try again.',
  other: 'That isn’t possible.',
};

/** What a refusal is called here; the server's own sentence is for the log. @type {Record<string, keyof typeof KO>} */
const REFUSALS = {
  invalid_state: 'invalid_state',
  session_ended: 'over',
  rate_limited: 'rate_limited',
  storage_failed: 'storage_failed',
};

const korean = navigator.language.toLowerCase().startsWith('ko');
const text = korean ? KO : EN;
const CODE_KEY = 'remote-session';
const BEAT_MS = 30000;
const MOST_WAIT_MS = 8000;

/** @template {HTMLElement} T @param {string} id @returns {T} */
const at = id => /** @type {T} */ (document.getElementById(id));
/** @type {HTMLButtonElement} */
const next = at('next');
/** @type {HTMLButtonElement} */
const pause = at('pause');

/** @type {WebSocket|null} */
let socket = null;
let code = '';
let tries = 0;
let paused = false;
let reading = false;
let readAgain = false;

/** @param {string} words */
function say(words) {
  at('line').textContent = words;
}

/** @param {string} words */
function stop(words) {
  say(words);
  at('class').hidden = true;
}

/** @param {string} type @param {object} [data] */
function send(type, data = {}) {
  at('said').textContent = '';
  if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type, data }));
}

/** Turns the pass in the address into a cookie; a reload has the cookie already. */
async function signIn() {
  const pass = location.pathname.split('/')[2] || '';
  if (pass) {
    const answer = await fetch(`/api/remote/${encodeURIComponent(pass)}`, { method: 'POST' });
    if (answer.ok) {
      sessionStorage.setItem(CODE_KEY, (await answer.json()).session_code);
      history.replaceState(null, '', '/remote/');
    } else if (!sessionStorage.getItem(CODE_KEY)) {
      return '';
    }
  }
  return sessionStorage.getItem(CODE_KEY) || '';
}

/** Reads the board; asked again meanwhile, it reads once more. */
async function read() {
  if (reading) {
    readAgain = true;
    return;
  }
  reading = true;
  try {
    const answer = await fetch(`/api/sessions/${code}/board`);
    if (answer.ok) show(await answer.json());
  } catch {
    // The line is down; the socket notices and comes back.
  }
  reading = false;
  if (readAgain) {
    readAgain = false;
    read();
  }
}

/** @param {Board} board */
function show(board) {
  if (board.status === 'ENDED') {
    stop(text.over);
    return;
  }
  paused = board.status === 'PAUSED';
  at('class').hidden = false;
  at('title').textContent = board.title;
  const step = board.subtask;
  at('step').textContent = step ? `${step.order_index}/${board.total_steps} ${step.title}` : text.waiting;
  const here = korean ? `${board.here}명 참석` : `${board.here} here`;
  const done = korean ? `${board.here}명 중 ${board.done}명 완료` : `${board.done} of ${board.here} done`;
  at('done').textContent = step ? done : here;
  const following = board.next_subtask;
  next.textContent = following ? `${text.next}: ${following.title}` : text.last;
  next.disabled = !following || paused;
  pause.textContent = paused ? text.resume : text.pause;
  pause.disabled = board.status === 'WAITING';
  at('help-title').textContent = `${text.help} ${board.help.length}`;
  const tickets = board.help.map(ticket);
  const list = at('help');
  list.textContent = '';
  at('nobody').textContent = tickets.length ? '' : text.nobody;
  tickets.forEach(item => list.appendChild(item));
}

/** @param {Ticket} asked */
function ticket(asked) {
  const item = document.createElement('li');
  const words = document.createElement('p');
  const name = document.createElement('b');
  name.textContent = asked.user_name;
  const step = korean ? `${asked.step}단계` : `step ${asked.step}`;
  const more = [asked.step ? step : '', asked.message ? `“${asked.message}”` : ''].filter(Boolean);
  words.appendChild(name);
  words.appendChild(document.createTextNode(more.length ? ` · ${more.join(' · ')}` : ''));
  const row = document.createElement('div');
  row.appendChild(answer(asked, 'ON_THE_WAY', text.coming)).disabled = asked.status === 'ON_THE_WAY';
  row.appendChild(answer(asked, 'RESOLVED', text.solved));
  item.appendChild(words);
  item.appendChild(row);
  return item;
}

/** @param {Ticket} asked @param {string} status @param {string} label */
function answer(asked, status, label) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.onclick = () => send('resolve_help', { help_request_id: asked.help_request_id, status });
  return button;
}

function connect() {
  say(text.connecting);
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const line = new WebSocket(`${scheme}://${location.host}/ws/sessions/${code}/`);
  socket = line;
  line.onopen = () => {
    tries = 0;
    say('');
    read();
  };
  line.onmessage = event => {
    const message = JSON.parse(event.data);
    if (message.type === 'error') at('said').textContent = text[REFUSALS[message.code] || 'other'];
    if (message.type !== 'heartbeat_ack') read();
  };
  line.onclose = event => {
    if (event.code === 4003) stop(text.off);
    else if (event.code === 1000) stop(text.over);
    else again();
  };
}

/** Tries again, later each time, and finds out meanwhile whether the right is gone. */
async function again() {
  say(text.connecting);
  tries += 1;
  try {
    const looked = await fetch(`/api/sessions/${code}/board`);
    if (looked.status === 403) return stop(text.off);
  } catch {
    // Not there yet.
  }
  setTimeout(connect, Math.random() * Math.min(MOST_WAIT_MS, 500 * 2 ** tries));
}

next.onclick = () => send('next_step');
pause.onclick = () => send(paused ? 'resume_session' : 'pause_session');
setInterval(() => send('heartbeat', { timestamp: Date.now() }), BEAT_MS);
document.documentElement.lang = korean ? 'ko' : 'en';
say(text.connecting);
signIn().then(found => {
  code = found;
  if (code) connect();
  else stop(text.refused);
}, () => stop(text.refused));
