/** The remote on the instructor's phone: the state of the class and its controls. */
import { isInstructorIn, RemoteClient } from './remote_client.js';
import { TapGuard } from '../student/tap_guard.js';

/** @typedef {import('./remote_client.js').Board} Board @typedef {import('./remote_client.js').Ticket} Ticket */

const KO = {
  connecting: '연결하고 있습니다…',
  refused: '이미 썼거나 시간이 지난 코드입니다. 컴퓨터에서 ‘새 코드’를 눌러 다시 찍어 주세요.',
  cookies:
    '이 브라우저는 쿠키를 막아 두었습니다. 브라우저 설정에서 쿠키를 허용한 뒤, 컴퓨터에서 새 코드를 띄워 다시 찍어 주세요.',
  off: '리모컨 연결이 해제되었습니다. 컴퓨터에서 새 코드를 띄워 주세요.',
  over: '수업이 끝났습니다. 다음 수업을 열면 여기에 저절로 나옵니다.',
  none: '열린 수업이 없습니다. 수업을 열면 여기에 저절로 나옵니다.',
  ended: '수업이 끝났습니다.',
  photo: '{name} 님이 보낸 사진',
  next: '다음 단계',
  start: '수업 시작',
  last: '마지막 단계입니다',
  pause: '일시정지',
  resume: '계속하기',
  answers: '답변 보이기 ({n}명 답함)',
  hideAnswers: '답변 숨기기 ({n}명 답함)',
  waiting: '아직 시작 전입니다',
  help: '도움 요청',
  nobody: '도움을 기다리는 사람이 없습니다.',
  coming: '지금 갑니다',
  solved: '해결',
  invalid_state: '지금은 할 수 없습니다.',
  rate_limited: '잠시 뒤에 다시 눌러 주세요.',
  storage_failed: '저장하지 못했습니다. 다시 눌러 주세요.',
  other: '할 수 없습니다.',
  undo: '{n}단계로 되돌리기',
  undoStart: '시작 전으로 되돌리기',
  slow: '보내고 있습니다…',
  kept: '연결이 끊겼습니다. 다시 연결되면 방금 누른 것을 보냅니다.',
  noLine: '연결이 끊겼습니다. Wi-Fi를 확인해 주세요.',
  forget: '보내지 않기',
  changed: '그사이 수업이 바뀌어 보내지 않았습니다.',
  goes: '가는 중: {names}',
  helper: '{name} 선생님',
  me: '강사님',
  goingToo: '함께 갑니다',
  already: '{names}이 먼저 가고 있습니다. 함께 가려면 ‘함께 갑니다’를 누르세요.',
  back: '대기로 되돌리기',
  invite: '도우미 초대',
  inviteHint: '도우미의 휴대폰으로 찍게 하세요. 한 명만, 5분 안에 들어올 수 있습니다.',
  inviteOff: '닫기',
  unvisited: '아직 못 살펴봄',
  minutes: '{n}분째',
  wasThere: '다녀왔어요',
  visited: '살펴봄: {name}',
  undoVisit: '되돌리기',
};

/** @type {typeof KO} */
const EN = {
  connecting: 'Connecting…',
  refused: 'This code was already used or has expired. Press “New code” on the computer and scan again.',
  cookies:
    'This browser blocks cookies. Allow them in the browser’s settings, then show a new code on the computer and scan it.',
  off: 'The remote was disconnected. Show a new code on the computer.',
  over: 'The class has ended. The next one appears here by itself.',
  none: 'No class is open. It appears here as soon as one is.',
  ended: 'The class has ended.',
  photo: 'Photo from {name}',
  next: 'Next step',
  start: 'Start class',
  last: 'This is the last step',
  pause: 'Pause',
  resume: 'Resume',
  answers: 'Show answers ({n} answered)',
  hideAnswers: 'Hide answers ({n} answered)',
  waiting: 'Not started yet',
  help: 'Help',
  nobody: 'No one is waiting for help.',
  coming: 'On my way',
  solved: 'Done',
  invalid_state: 'You can’t do that right now.',
  rate_limited: 'Please try again in a moment.',
  storage_failed: 'Couldn’t save. Please try again.',
  other: 'That isn’t possible.',
  undo: 'Back to step {n}',
  undoStart: 'Back to before the start',
  slow: 'Sending…',
  kept: 'No connection. What you pressed is sent once the phone is connected again.',
  noLine: 'No connection. Check the Wi-Fi.',
  forget: 'Do not send it',
  changed: 'The class has changed in the meantime, so it was not sent.',
  goes: 'on the way: {names}',
  helper: '{name}',
  me: 'instructor',
  goingToo: 'Go too',
  already: '{names} is on the way already. Press “Go too” to go as well.',
  back: 'Back to the queue',
  invite: 'Invite a helper',
  inviteHint: 'Let the helper scan this with their phone. It is for one, within 5 minutes.',
  inviteOff: 'Close',
  unvisited: 'Not visited',
  minutes: 'for {n} min',
  wasThere: 'Was there',
  visited: 'Visited: {name}',
  undoVisit: 'Undo',
};

/** The page's strings for refusals; the server's own sentences are for logs. @type {Record<string, keyof typeof KO>} */
const REFUSALS = {
  invalid_state: 'invalid_state',
  session_ended: 'ended',
  rate_limited: 'rate_limited',
  storage_failed: 'storage_failed',
  changed: 'changed',
};

const korean = navigator.language.toLowerCase().startsWith('ko');
const text = korean ? KO : EN;
/** How often to ask for the next class while there is none, in ms. */
const ASK_MS = 4000;
/** The class that is led now. @type {RemoteClient|null} */
let led = null;

/** @template {HTMLElement} T @param {string} id @returns {T} */
const at = id => /** @type {T} */ (document.getElementById(id));
/** @type {HTMLButtonElement} */
const next = at('next');
/** @type {HTMLButtonElement} */
const pause = at('pause');
/** @type {HTMLButtonElement} */
const answers = at('answers');
/** @type {HTMLButtonElement} */
const undo = at('undo');

/** Sets a text only if it differs: a live region is read aloud at every change. @param {HTMLElement} element @param {string} words */
function setText(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** @param {string} words */
function stop(words) {
  setText(at('line'), words);
  at('class').hidden = true;
}

/** Whether the browser keeps cookies; `navigator.cookieEnabled` can be true even if it does not. */
function keepsCookies() {
  document.cookie = 'kept=1; SameSite=Lax';
  return document.cookie.includes('kept=1');
}

/** @param {string} address @param {string} [method] @returns {Promise<{status: number, body: any}>} 0 when nobody answers */
async function ask(address, method = 'GET') {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), 6000);
  try {
    const answer = await fetch(address, { method, signal: abort.signal });
    return { status: answer.status, body: answer.ok ? await answer.json() : null };
  } catch {
    return { status: 0, body: null };
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for `ASK_MS`, or until the page becomes visible again. */
function aWhile() {
  return new Promise(resolve => {
    setTimeout(resolve, ASK_MS);
    document.addEventListener('visibilitychange', resolve, { once: true });
  });
}

/** Exchanges the pass in the address for a cookie, then starts; after a reload the cookie is there. */
async function begin() {
  const pass = location.pathname.split('/')[2] || '';
  let status = 200;
  while (pass) {
    status = (await ask(`/api/remote/${encodeURIComponent(pass)}`, 'POST')).status;
    if (status) break;
    setText(at('line'), text.noLine);
    await aWhile();
  }
  if (status < 300) history.replaceState(null, '', '/remote/');
  follow(text.none, status < 300 ? text.off : text.refused);
}

/** Leads the class that is open, or waits for the next one. @param {string} waiting @param {string} refused */
async function follow(waiting, refused) {
  for (;;) {
    const { status, body } = await ask('/api/instructor/session');
    if (status === 403) return stop(refused);
    if (body && body.session_code) return lead(body.session_code);
    stop(status ? waiting : text.noLine);
    await aWhile();
  }
}

/** @param {string} code */
async function askForBoard(code) {
  const { status, body } = await ask(`/api/sessions/${code}/board`);
  return { status, board: /** @type {Board|null} */ (body) };
}

/** @param {string} code @returns {Promise<import('./remote_client.js').Verdict>} */
async function probe(code) {
  const { status, board } = await askForBoard(code);
  // Only callers without a valid cookie have to wait after wrong codes.
  if (status === 403 || status === 429) return 'void';
  if (status === 404) return 'unknown';
  if (status === 410 || (board && board.status === 'ENDED')) return 'ended';
  return board ? 'here' : 'unreachable';
}

/** @param {string} code */
function lead(code) {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const client = new RemoteClient({
    code,
    openSocket: () => new WebSocket(`${scheme}://${location.host}/ws/sessions/${code}/?role=INSTRUCTOR`),
    probe: () => probe(code),
    fetchBoard: async () => (await askForBoard(code)).board,
    clock: { now: () => Date.now(), set: (act, ms) => setTimeout(act, ms), clear: timer => clearTimeout(timer) },
    random: Math.random,
    isDark: () => document.visibilityState !== 'visible',
    onChange: () => show(client),
  });
  next.onclick = () => client.next();
  pause.onclick = () => client.pauseOrResume();
  answers.onclick = () => client.showAnswers();
  undo.onclick = () => client.undo();
  at('forget').onclick = () => client.forget();
  at('invite-ask').onclick = () => invite(client);
  at('invite-close').onclick = () => {
    at('invite').hidden = true;
  };
  at('visit-undo').onclick = () => client.undoVisit();
  led = client;
  client.start();
}

/** @param {RemoteClient} client */
function show(client) {
  const { board, connection } = client;
  const { reason } = connection;
  if (led !== client) return;
  if (reason === 'removed' || reason === 'void' || reason === 'elsewhere') return stop(text.off);
  if (reason || (board && board.status === 'ENDED')) {
    led = null;
    if (!reason) connection.stop('ended');
    // A class that is unknown here may have been resumed at another computer.
    const words = reason === 'unknown' ? text.none : text.over;
    stop(words);
    return follow(words, text.off);
  }
  const level = client.trouble();
  setText(at('line'), !board || level === 1 ? (client.hasLine ? '' : text.connecting) : level > 1 ? text.noLine : '');
  if (board) {
    at('class').hidden = false;
    showClass(client, board);
  }
}

/** @param {RemoteClient} client @param {Board} board */
function showClass(client, board) {
  const paused = board.status === 'PAUSED';
  const step = board.subtask;
  setText(at('title'), board.title);
  setText(at('step'), step ? `${step.order_index}/${board.total_steps} ${step.title}` : text.waiting);
  const { expected } = board;
  const here = expected
    ? korean
      ? `${expected}명 중 ${board.here}명 참석`
      : `${board.here} of ${expected} here`
    : korean
      ? `${board.here}명 참석`
      : `${board.here} here`;
  const done = korean ? `${board.here}명 중 ${board.done}명 완료` : `${board.done} of ${board.here} done`;
  setText(at('done'), step ? done : here);
  const following = board.next_subtask;
  setText(next, following ? `${step ? text.next : text.start}: ${following.title}` : text.last);
  next.disabled = !client.canStartNext;
  setText(pause, paused ? text.resume : text.pause);
  pause.disabled = !client.canPause;
  const given = board.answers || [];
  answers.hidden = !given.length;
  const count = String(given.reduce((sum, each) => sum + each, 0));
  setText(answers, text[board.answers_shown ? 'hideAnswers' : 'answers'].replace('{n}', count));
  const { undoable } = client;
  undo.hidden = !undoable;
  const back = undoable && undoable.subtask;
  if (undoable) setText(undo, back ? text.undo.replace('{n}', String(back.order_index)) : text.undoStart);
  setText(at('wait'), !client.isSlow ? '' : client.hasLine ? text.slow : text.kept);
  at('forget').hidden = !client.isSlow || client.hasLine;
  const taken = namesOf(client.goingAlready);
  const fault = client.fault ? text[REFUSALS[client.fault] || 'other'] : '';
  setText(at('said'), taken ? text.already.replace('{names}', () => taken) : fault);
  showPicture(/** @type {HTMLImageElement} */ (at('picture')), step ? step.picture_url : null, step ? step.title : '');
  showHelp(client, board.help);
  showNotVisited(client, board.not_visited || []);
}

/** @param {HTMLImageElement} image @param {string|null} address @param {string} words */
function showPicture(image, address, words) {
  image.hidden = !address;
  if (address && image.getAttribute('src') !== address) image.src = address;
  image.alt = words;
}

/** @param {import('./remote_client.js').By[]} going */
const namesOf = going =>
  going.map(({ role, name }) => (role === 'HELPER' ? text.helper.replace('{name}', () => name) : text.me)).join(', ');

/** Requests a new invitation and draws its QR code, which is for one helper. @param {RemoteClient} client */
async function invite(client) {
  const { body } = await ask(`/api/sessions/${client.around.code}/helpers`, 'POST');
  const isThere = Boolean(body && body.url);
  if (isThere) drawCode(/** @type {HTMLCanvasElement} */ (at('invite-code')), body.modules);
  at('invite').hidden = !isThere;
  if (isThere) at('invite').scrollIntoView({ block: 'nearest' });
  else setText(at('said'), text.noLine);
}

/** Draws dark on white in both color schemes, so that every phone can read it. @param {HTMLCanvasElement} canvas @param {string[]} modules */
function drawCode(canvas, modules) {
  const edge = 4;
  const size = 6;
  canvas.width = canvas.height = (modules.length + 2 * edge) * size;
  const paper = canvas.getContext('2d');
  if (!paper) return;
  paper.fillStyle = '#fff';
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.fillStyle = '#000';
  modules.forEach((line, y) =>
    [...line].forEach((module, x) => {
      if (module === '1') paper.fillRect((x + edge) * size, (y + edge) * size, size, size);
    }),
  );
}

/** Shows the queue. Tickets keep their elements, so that none moves under a finger without need. @param {RemoteClient} client @param {Ticket[]} tickets */
function showHelp(client, tickets) {
  setText(at('help-title'), `${text.help} ${tickets.length}`);
  setText(at('nobody'), tickets.length ? '' : text.nobody);
  const list = at('help');
  const wanted = new Set(tickets.map(ticket => String(ticket.help_request_id)));
  const known = /** @type {HTMLElement[]} */ ([...list.children]);
  known.filter(item => !wanted.has(item.dataset.id || '')).forEach(item => item.remove());
  tickets.forEach((ticket, index) => {
    const before = known.find(item => item.dataset.id === String(ticket.help_request_id));
    const item = before || ticketItem(client, ticket);
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] || null);
    writeTicket(client, item, ticket);
  });
}

/** @param {RemoteClient} client @param {Ticket} ticket */
function ticketItem(client, ticket) {
  const item = document.createElement('li');
  item.dataset.id = String(ticket.help_request_id);
  const words = document.createElement('p');
  words.append(document.createElement('b'), document.createElement('span'));
  const row = document.createElement('div');
  /** @type {[('ON_THE_WAY'|'RESOLVED'), string][]} */
  const answers = [
    ['ON_THE_WAY', text.coming],
    ['RESOLVED', text.solved],
  ];
  for (const [status, label] of answers) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.onclick = () => client.answer(ticket.help_request_id, status);
    row.append(button);
  }
  const back = document.createElement('button');
  back.type = 'button';
  back.className = 'back';
  back.textContent = text.back;
  back.onclick = () => client.takeBack(ticket.help_request_id);
  const image = document.createElement('img');
  image.hidden = true;
  image.onclick = () => image.classList.toggle('large');
  item.append(words, row, image, back);
  return item;
}

/** @param {RemoteClient} client @param {HTMLElement} item @param {Ticket} asked */
function writeTicket(client, item, asked) {
  const [name, more] = /** @type {HTMLElement[]} */ ([...item.children[0].children]);
  const [coming, solved] = /** @type {HTMLButtonElement[]} */ ([...item.children[1].children]);
  const step = korean ? `${asked.step}단계` : `step ${asked.step}`;
  const going = asked.going || [];
  const goes = going.length ? text.goes.replace('{names}', () => namesOf(going)) : '';
  const told = [asked.step ? step : '', asked.message ? `“${asked.message}”` : '', goes].filter(Boolean);
  setText(name, asked.user_name);
  setText(more, told.length ? ` · ${told.join(' · ')}` : '');
  const answering = client.isAnswering(asked.help_request_id);
  const address = `/api/sessions/${client.around.code}/help/${asked.help_request_id}/picture`;
  const image = /** @type {HTMLImageElement} */ (item.children[2]);
  showPicture(image, asked.has_picture ? address : null, text.photo.replace('{name}', asked.user_name));
  const isMine = isInstructorIn(going);
  setText(coming, going.length && !isMine ? text.goingToo : text.coming);
  coming.disabled = answering || (asked.going ? isMine : asked.status === 'ON_THE_WAY');
  const back = /** @type {HTMLButtonElement} */ (item.children[3]);
  back.hidden = !going.some(({ role }) => role === 'HELPER');
  back.disabled = answering;
  solved.disabled = answering;
}

/** Shows the students not visited for long under the queue; hidden if there are none. @param {RemoteClient} client @param {NonNullable<Board['not_visited']>} students */
function showNotVisited(client, students) {
  const { visited } = client;
  at('visits').hidden = !students.length && !visited;
  setText(at('visits-title'), `${text.unvisited} ${students.length}`);
  setText(at('visited'), visited ? text.visited.replace('{name}', visited.name) : '');
  at('visit-undo').hidden = !visited;
  const list = at('visits-list');
  const known = /** @type {HTMLElement[]} */ ([...list.children]);
  const wanted = new Set(students.map(each => String(each.participant_id)));
  known.filter(item => !wanted.has(item.dataset.id || '')).forEach(item => item.remove());
  students.forEach((student, index) => {
    const id = String(student.participant_id);
    const item = known.find(each => each.dataset.id === id) || studentItem(client, student);
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] || null);
    const [words, button] = item.children;
    setText(
      /** @type {HTMLElement} */ (words),
      `${student.user_name} · ${text.minutes.replace('{n}', String(student.minutes))}`,
    );
    /** @type {HTMLButtonElement} */ (button).disabled = client.isVisiting(student.participant_id);
  });
}

/** @param {RemoteClient} client @param {NonNullable<Board['not_visited']>[0]} student */
function studentItem(client, student) {
  const item = document.createElement('li');
  item.dataset.id = String(student.participant_id);
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text.wasThere;
  button.onclick = () => client.visit(student.participant_id, student.user_name);
  item.append(document.createElement('p'), button);
  return item;
}

document.documentElement.lang = korean ? 'ko' : 'en';
setText(at('line'), text.connecting);
at('forget').textContent = text.forget;
at('invite-ask').textContent = text.invite;
at('invite-hint').textContent = text.inviteHint;
at('invite-close').textContent = text.inviteOff;
at('visit-undo').textContent = text.undoVisit;
new TapGuard(document).watch();
const wake = () => document.visibilityState === 'visible' && led && led.connection.wake();
addEventListener('online', wake);
addEventListener('offline', wake);
document.addEventListener('visibilitychange', wake);
// The pass works once: do not use it if its cookie would be lost.
if (keepsCookies()) begin();
else stop(text.cookies);
