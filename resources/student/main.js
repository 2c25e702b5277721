/** The student page's entry point: finds this phone's seat, and shows the class or the join form. */
import { getSteps, introduce, join, probe, socketUrl } from './api.js';
import { ClassClient } from './class_client.js';
import { seatOf } from './class_state.js';
import { ClassView } from './class_view.js';
import { HelpView } from './help_view.js';
import { codeInPath, JoinView } from './join_view.js';
import { button, furnish, focusHeading, on, onPress, showSection, toast } from './page.js';
import { Places } from './places.js';
import { StepView } from './step_view.js';
import { openStorage } from './storage.js';
import { TapGuard } from './tap_guard.js';
import { language, text } from './texts.js';

const storage = openStorage(() => window.localStorage, window);

/** @type {ClassClient|null} */
let client = null;
/** @type {ClassView|null} */
let classView = null;
/** The name of a student who has just signed in and was not connected yet, or ''. */
let newcomer = '';

const places = new Places({ onMove: moved, onLeaving: () => toast(text('leave')) });
const stepView = new StepView({ storage, places });
const helpView = new HelpView({ places, shownStep: () => stepView.step });
const joinView = new JoinView({ storage, onJoined: joined });

function render() {
  if (classView) classView.render();
  else showSection(places.current === 'how' ? 'how' : 'join');
}

function moved() {
  render();
  focusHeading();
}

/** @param {string} code @param {{user_name: string, participant_id: number, class_id: string, ticket?: string}} seat @param {string} name as typed */
function joined(code, seat, name) {
  const own = `${seat.class_id} ${seat.participant_id}`;
  newcomer = name;
  storage.set('ticket', seat.ticket || null);
  introduce(storage.get('device'), seat.ticket);
  const known = storage.get('state');
  if (known && seatOf(known) !== own) storage.remove('state');
  storage.set('seat', code);
  if (/ \(\d+\)$/.test(seat.user_name) && seat.user_name !== name) toast(text('twin', { name: seat.user_name }));
  places.settle(code, '');
  if (client && seatOf(client.state) === own) {
    newcomer = '';
    client.know({ ...client.state, userName: seat.user_name });
    return render();
  }
  leave();
  enter(code);
}

/** Leaves the present seat and closes its connection. */
function leave() {
  const left = client;
  if (classView) classView.close();
  client = classView = null;
  if (left) left.connection.stop('elsewhere');
}

/** @param {string} code */
function enter(code) {
  places.settle(code);
  const seated = new ClassClient({
    openSocket: () => new WebSocket(socketUrl(code)),
    probe: () => probe(code),
    fetchSteps: () => getSteps(code),
    storage,
    clock: { now: () => Date.now(), set: (fn, ms) => setTimeout(fn, ms), clear: timer => clearTimeout(timer) },
    random: Math.random,
    isDark,
    onRefused: isPicture => toast(text(isPicture ? 'picture_lost' : 'refused')),
    onChange(message, before) {
      if (client !== seated || !classView) return;
      const { phase, reason } = seated.connection;
      if (phase === 'live') newcomer = '';
      if (reason === 'void' && newcomer) return joinWithoutCookies(code);
      if (reason === 'void' || reason === 'unknown') return unseat(code);
      classView.render();
      if (message) classView.notice(message, before);
      const wanted = message?.comfort || storage.get('contrast');
      if (wanted) import('./comfort.js').then(made => made.follow(wanted, seated, storage, writeBigger));
      look();
    },
  });
  client = seated;
  classView = new ClassView({ places, stepView, helpView, client, code });
  client.start();
}

/** Joins again with a ticket: a new seat is unknown, so this browser keeps no cookies. @param {string} code */
async function joinWithoutCookies(code) {
  const name = newcomer;
  newcomer = '';
  const { status, body } = await join(code, name, storage.get('device'), '', true);
  if (status !== 200) return unseat(code);
  leave();
  joined(code, body, name);
  newcomer = '';
}

const isDark = () => document.visibilityState !== 'visible';

/** Reports messages as seen, unless the page is not visible. */
function look() {
  if (client && !isDark()) client.look();
}

/** The seat is gone: shows the join form again. @param {string} code */
function unseat(code) {
  const again = client && client.connection.reason !== 'unknown' && client.state.status !== 'ENDED';
  storage.remove('seat');
  leave();
  openDoor(code, again);
}

/** @param {string} code @param {boolean|null} [again] whether the student was in this class, and it goes on */
function openDoor(code, again) {
  joinView.open(code, again);
  render();
}

/** Opens the seat or the join form. An ended class is shown only by its link, not by the bare address. */
function open() {
  const seat = storage.get('seat');
  const code = codeInPath(location.pathname);
  if (places.current === 'name') places.settle(code, '');
  const over = (storage.get('state') || {}).status === 'ENDED';
  if (seat && (code ? code === seat : !over)) enter(seat);
  else openDoor(code);
}

/** @param {boolean} on */
function writeBigger(on) {
  document.documentElement.classList.toggle('bigger', on);
  button('bigger').setAttribute('aria-pressed', String(on));
}

function listen() {
  // Before all other listeners, so that blocked taps do not reach them.
  new TapGuard(document).watch();
  const wake = () => {
    if (client && !isDark()) client.connection.wake();
    render();
    look();
  };
  on(window, 'online', wake);
  on(window, 'offline', wake);
  on(window, 'pageshow', event => event.persisted && wake());
  on(document, 'visibilitychange', wake);
  on(document, 'click', event => {
    const pressed = event.target instanceof Element && event.target.closest('[data-place], [data-back]');
    if (!(pressed instanceof HTMLElement)) return;
    if (pressed.dataset.place) places.go(pressed.dataset.place);
    else places.back();
  });
  onPress('rejoin', () => client && unseat(codeInPath(location.pathname)));
  onPress('not-you', () => {
    if (!client) return;
    joinView.open(storage.get('seat'), false, client.state.userName);
    places.go('name');
  });
  onPress('bigger', () => {
    const on = !document.documentElement.classList.contains('bigger');
    storage.set('bigger', on);
    writeBigger(on);
  });
}

introduce(joinView.deviceOf(''), storage.get('ticket'));
document.documentElement.lang = language;
furnish();
writeBigger(storage.get('bigger') === true);
listen();
open();
