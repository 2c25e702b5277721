/** A helper's phone: asks for a name once, then shows the help requests and the students. */
import { openStorage } from '../student/storage.js';
import { TapGuard } from '../student/tap_guard.js';
import { listenToQuestion, showCalls } from './helper_calls.js';
import { HelperClient } from './helper_client.js';
import { at, setText } from './helper_page.js';
import { StudentList } from './helper_students.js';
import { ComfortPanel } from './helper_comfort.js';
import { isKorean, say } from './helper_words.js';

/** @typedef {import('./helper_client.js').Board} Board @typedef {import('./helper_words.js').Word} Word */

const ROLE = 'role=HELPER';
const ASK_MS = 4000;
/** The page's strings for refusals; the server's own sentences are for logs. @type {Record<string, Word>} */
const FAULTS = { invalid_state: 'invalid_state', changed: 'changed' };

const storage = openStorage(() => localStorage, window);
const comfort = new ComfortPanel(() => helping);
const students = new StudentList(at('students-title'), at('students'), {
  order: longestFirst,
  note: student =>
    helping && helping.hasVisited(student)
      ? say('justVisited')
      : student.unvisited_min === undefined
        ? ''
        : say('unvisited', { n: student.unvisited_min }),
  actions: [
    {
      word: 'wasThere',
      act: student => helping && helping.visit(student.participant_id, true),
      isOffered: student => student.is_here && helping !== null && !helping.hasVisited(student),
    },
    {
      word: 'reopen',
      act: student => helping && helping.visit(student.participant_id, false),
      isOffered: student => helping !== null && helping.hasVisited(student),
    },
    { word: 'letters', label: 'comfort', act: student => comfort.open(student), isOffered: () => true },
  ],
});
/** The client of the class now. @type {HelperClient|null} */
let helping = null;

/** @param {string} words */
function stop(words) {
  setText(at('line'), words);
  at('class').hidden = at('name-form').hidden = true;
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

const askForBoard = () => ask(`/api/helper-board?${ROLE}`);

/** Waits for `ASK_MS`, or until the page becomes visible again. */
function aWhile() {
  return new Promise(resolve => {
    setTimeout(resolve, ASK_MS);
    document.addEventListener('visibilitychange', resolve, { once: true });
  });
}

/** A random key, created once: with it this phone may use its invitation again if a response was lost. */
function phoneKey() {
  const kept = storage.get('helperPhone');
  if (kept) return String(kept);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const key = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
  storage.set('helperPhone', key);
  return key;
}

/** @param {string} pass @param {string} name */
async function takeUp(pass, name) {
  const query = `${ROLE}&phone=${phoneKey()}&name=${encodeURIComponent(name)}`;
  for (;;) {
    const answer = await ask(`/api/helper/${encodeURIComponent(pass)}?${query}`, 'POST');
    if (answer.status) return answer;
    setText(at('line'), say('noLine'));
    await aWhile();
  }
}

/** Exchanges the invitation in the address for a cookie; after a reload the cookie is there. */
async function begin() {
  const pass = location.pathname.split('/')[2] || '';
  if (!pass) return follow('none');
  // Without a name first: none is needed if this phone is a helper's of this class already.
  const { status } = await takeUp(pass, '');
  if (status < 300) settle();
  else if (status === 400) askForName(pass);
  else follow('refused');
}

function settle() {
  history.replaceState(null, '', '/helper/');
  follow('none');
}

/** @param {string} pass */
function askForName(pass) {
  const field = /** @type {HTMLInputElement} */ (at('name'));
  field.value = String(storage.get('helperName') || '');
  setText(at('line'), '');
  at('name-form').hidden = false;
  at('name-form').onsubmit = async event => {
    event.preventDefault();
    const name = field.value.trim();
    const send = /** @type {HTMLButtonElement} */ (at('name-send'));
    send.disabled = true;
    setText(at('name-fault'), '');
    const { status } = await takeUp(pass, name);
    send.disabled = false;
    setText(at('line'), '');
    if (status < 300) {
      storage.set('helperName', name);
      at('name-form').hidden = true;
      settle();
    } else if (status === 400) setText(at('name-fault'), say('nameFault'));
    else if (status === 503) setText(at('name-fault'), say('nameFull'));
    else stop(say('refused'));
  };
}

/** Opens the class that the cookie is for, as soon as it is open. @param {Word} refused */
async function follow(refused) {
  for (;;) {
    const { status, body } = await askForBoard();
    if (status === 403) return stop(say(refused));
    if (status === 410) return stop(say('over'));
    if (body) return help(body);
    stop(say(status ? 'notOpen' : 'noLine'));
    await aWhile();
  }
}

/** @returns {Promise<import('../student/connection.js').Verdict>} */
async function probe() {
  const { status } = await askForBoard();
  if (status === 403) return 'void';
  if (status === 410) return 'ended';
  return status === 200 ? 'here' : 'unreachable';
}

/** @param {Board} board */
function help(board) {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const code = () => (client.board || board).session_code;
  const client = new HelperClient({
    openSocket: () => new WebSocket(`${scheme}://${location.host}/ws/sessions/${code()}/?${ROLE}`),
    probe,
    fetchBoard: async () => {
      const { status, body } = await askForBoard();
      if (status === 410) client.connection.stop('ended'); // an ended class has no board any more
      return body;
    },
    storage,
    clock: { now: () => Date.now(), set: (act, ms) => setTimeout(act, ms), clear: timer => clearTimeout(timer) },
    random: Math.random,
    isDark: () => document.visibilityState !== 'visible',
    onChange: () => show(client),
  });
  helping = client;
  listenToQuestion(client);
  at('forget').onclick = () => client.forget();
  at('comfort-all').onclick = () => comfort.open(null);
  client.start();
  client.know(board);
}

/** @param {HelperClient} client */
function show(client) {
  const { board, connection } = client;
  const { reason } = connection;
  if (helping !== client) return;
  if (reason || (board && board.status === 'ENDED')) {
    helping = null;
    if (!reason) connection.stop('ended');
    const isOver = !reason || reason === 'ended' || reason === 'unknown';
    return stop(say(reason === 'elsewhere' ? 'elsewhere' : isOver ? 'over' : 'off'));
  }
  const level = client.trouble();
  setText(
    at('line'),
    !board || level === 1 ? (client.hasLine ? '' : say('connecting')) : level > 1 ? say('noLine') : '',
  );
  if (!board) return;
  at('class').hidden = false;
  const step = board.subtask;
  setText(at('title'), `${board.title} · ${board.user_name}`);
  const now = step ? `${step.order_index}/${board.total_steps} ${step.title}` : say('waiting');
  setText(at('step'), board.status === 'PAUSED' ? `${say('paused')} · ${now}` : now);
  setText(at('wait'), !client.isSlow ? '' : say(client.hasLine ? 'slow' : 'kept'));
  at('forget').hidden = !client.isSlow || client.hasLine;
  setText(at('said'), client.fault ? say(FAULTS[client.fault] || 'other') : '');
  showCalls(client);
  students.show(board);
  comfort.show();
}

/** Sorts the students by the time since their last visit, the longest first; absent ones come last. @param {import('./helper_client.js').Student[]} all */
function longestFirst(all) {
  const waited = (/** @type {import('./helper_client.js').Student} */ each) => (each.is_here ? each.waited_s || 0 : -1);
  return [...all].sort((one, other) => waited(other) - waited(one));
}

document.documentElement.lang = isKorean ? 'ko' : 'en';
setText(at('line'), say('connecting'));
setText(at('name-title'), say('nameTitle'));
setText(at('name-label'), say('nameLabel'));
setText(at('name-send'), say('nameSend'));
setText(at('forget'), say('forget'));
setText(at('comfort-all'), say('comfortAll'));
new TapGuard(document).watch();
const wake = () => document.visibilityState === 'visible' && helping && helping.connection.wake();
addEventListener('online', wake);
addEventListener('offline', wake);
document.addEventListener('visibilitychange', wake);
// The invitation works for one phone: do not use it if its cookie would be lost.
if (keepsCookies()) begin();
else stop(say('cookies'));
