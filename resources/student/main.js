/** Puts the page together: finds out where this phone belongs, and seats it there. */
import { getSteps, probe } from './api.js';
import { ClassClient } from './class_client.js';
import { ClassView, renderEnded } from './class_view.js';
import { HelpView } from './help_view.js';
import { codeInPath, JoinView } from './join_view.js';
import { button, fillTexts, onPress, showSection, toast } from './page.js';
import { Places } from './places.js';
import { StepView } from './step_view.js';
import { openStorage } from './storage.js';
import { chooseLanguage, textsIn } from './strings.js';

const language = chooseLanguage(navigator.languages || [navigator.language]);
const text = textsIn(language);
const storage = openStorage(() => window.localStorage);

/** @type {import('./class_client.js').ClassClient|null} */
let client = null;
/** @type {ClassView|null} */
let classView = null;
/** What is shown while there is no seat. */
let outside = 'opening';

const places = new Places({ onMove: render, onLeaving: () => toast(text('leave')) });
const stepView = new StepView({ text, storage, places });
const helpView = new HelpView({ text, places });
const joinView = new JoinView({ text, storage, deviceId: deviceId(), onJoined: joined });

function render() {
  if (classView) classView.render();
  else showSection(places.current === 'how' ? 'how' : outside);
}

/** @param {string} code @param {{user_name: string, participant_id: number}} seat @param {string} name as typed */
function joined(code, seat, name) {
  storage.set('seat', { code, participant: seat.participant_id });
  if (seat.user_name !== name) toast(text('twin', { name: seat.user_name }));
  enter(code);
}

/** @param {string} code */
function enter(code) {
  places.settle(code);
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const seated = new ClassClient({
    openSocket: () => new WebSocket(`${scheme}//${location.host}/ws/sessions/${code}/`),
    probe: () => probe(code),
    fetchSteps: () => getSteps(code),
    storage,
    clock: { now: () => Date.now(), set: (fn, ms) => setTimeout(fn, ms), clear: timer => clearTimeout(timer) },
    random: Math.random,
    onChange(message, before) {
      if (client !== seated || !classView) return;
      const { reason } = seated.connection;
      if (reason === 'void' || reason === 'unknown') return unseat(code);
      classView.render();
      if (message) classView.notice(message, before);
      if (seated.state.status === 'ENDED') remember(code, seated);
    },
  });
  client = seated;
  classView = new ClassView({ text, places, stepView, helpView, client, code });
  client.start();
}

/** The seat is gone: back to the door, with the name filled in. @param {string} code */
function unseat(code) {
  storage.remove('seat');
  client = classView = null;
  places.guarded = false;
  document.body.classList.remove('dimmed');
  openDoor(code, true);
}

/** @param {string} code @param {boolean} [again] */
function openDoor(code, again) {
  outside = 'join';
  joinView.open(code, again);
  render();
}

/** The end can be looked at again, without the server. @param {string} code @param {ClassClient} seated */
function remember(code, seated) {
  const { steps, completed, total } = seated.state;
  const finished = steps.filter(step => completed.includes(step.id)).map(step => step.title);
  storage.set('ended', { code, finished, total });
  storage.remove('seat');
}

function open() {
  const seat = storage.get('seat');
  const ended = storage.get('ended');
  const code = codeInPath(location.pathname);
  if (seat && (!code || seat.code === code)) return enter(seat.code);
  if (ended && ended.code === code) return reopenEnded(code, ended);
  openDoor(code);
}

/** A code may be used again by a new class. @param {string} code @param {{finished: string[], total: number}} ended */
async function reopenEnded(code, ended) {
  const verdict = await probe(code);
  if (verdict === 'void' || verdict === 'here') return openDoor(code);
  outside = 'ended';
  renderEnded(text, ended.finished, ended.total);
  render();
}

/** Made once; the same phone gets the same seat back. */
function deviceId() {
  const known = storage.get('device');
  if (typeof known === 'string' && known) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const made = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  storage.set('device', made);
  return made;
}

/** @param {boolean} on */
function writeBigger(on) {
  document.documentElement.classList.toggle('bigger', on);
  button('bigger').setAttribute('aria-pressed', String(on));
}

function listen() {
  const wake = () => {
    if (client && document.visibilityState === 'visible') client.connection.wake();
    render();
  };
  addEventListener('online', wake);
  addEventListener('offline', wake);
  addEventListener('pageshow', event => event.persisted && wake());
  document.addEventListener('visibilitychange', wake);
  document.addEventListener('click', event => {
    const pressed = event.target instanceof Element && event.target.closest('[data-place], [data-back]');
    if (!(pressed instanceof HTMLElement)) return;
    if (pressed.dataset.place) places.go(pressed.dataset.place);
    else places.back();
  });
  onPress('rejoin', () => client && unseat(codeInPath(location.pathname)));
  onPress('bigger', () => {
    const on = !document.documentElement.classList.contains('bigger');
    storage.set('bigger', on);
    writeBigger(on);
  });
}

document.documentElement.lang = language;
fillTexts(text);
writeBigger(storage.get('bigger') === true);
listen();
open();
