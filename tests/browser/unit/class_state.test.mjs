import assert from 'node:assert/strict';
import { test } from 'node:test';

import { missedSteps, NOTHING_YET, reduce } from '../../../resources/student/class_state.js';
import { SNAPSHOT, STEPS } from './surroundings.mjs';

const after = (...messages) => messages.reduce(reduce, NOTHING_YET);

test('the snapshot tells everything', () => {
  const state = after({ ...SNAPSHOT, completed_subtasks: [1], open_help_request: 7 });
  assert.equal(state.status, 'IN_PROGRESS');
  assert.equal(state.userName, '김영희');
  assert.equal(state.step.title, 'B');
  assert.equal(state.total, 3);
  assert.deepEqual(state.completed, [1]);
  assert.equal(state.help.id, 7);
});

test('the first step starts the class', () => {
  const state = after({ ...SNAPSHOT, status: 'WAITING', subtask: null }, { type: 'step_changed', subtask: STEPS[0] });
  assert.equal(state.status, 'IN_PROGRESS');
  assert.equal(state.step.id, 1);
});

test('a step does not end a pause', () => {
  assert.equal(after({ ...SNAPSHOT, status: 'PAUSED' }, { type: 'step_changed', subtask: STEPS[0] }).status, 'PAUSED');
});

test('status follows the class', () => {
  for (const status of ['PAUSED', 'IN_PROGRESS', 'ENDED']) {
    assert.equal(after(SNAPSHOT, { type: 'session_status_changed', status }).status, status);
  }
});

test('a completion is counted once', () => {
  const confirmed = { type: 'step_complete_confirmed', subtask_id: 2 };
  assert.deepEqual(after(SNAPSHOT, confirmed, confirmed).completed, [2]);
});

test('answers come with the snapshot and with each confirmation', () => {
  const state = after(
    { ...SNAPSHOT, answers: { 1: 2 } },
    { type: 'step_complete_confirmed', subtask_id: 3, answer: 0 },
  );
  assert.deepEqual({ ...state.answers }, { 1: 2, 3: 0 });
  assert.equal(after(state, SNAPSHOT).answers, undefined);
});

test('help: called, placed, on the way, resolved with words', () => {
  let state = after(SNAPSHOT, { type: 'request_help_confirmed', help_request_id: 7, position: 3 });
  assert.equal(state.help.position, 3);
  state = reduce(state, { type: 'help_position', help_request_id: 7, position: 1 });
  assert.equal(state.help.position, 1);
  state = reduce(state, { type: 'help_position', help_request_id: 8, position: 5 });
  assert.equal(state.help.position, 1);
  state = reduce(state, { type: 'help_response', help_request_id: 7, status: 'ON_THE_WAY', message: null });
  assert.equal(state.help.coming, true);
  state = reduce(state, { type: 'request_help_confirmed', help_request_id: 7, position: 1 });
  assert.equal(state.help.coming, true, 'words that follow do not send the instructor away');
  state = reduce(state, { type: 'help_response', help_request_id: 7, status: 'RESOLVED', message: '<b>됐어요</b>' });
  assert.equal(state.help, null);
  assert.deepEqual(state.words, [{ from: '', text: '<b>됐어요</b>' }]);
});

test('help that was taken back, or belongs to another time, says nothing', () => {
  const open = { type: 'request_help_confirmed', help_request_id: 7, position: 1 };
  assert.equal(after(SNAPSHOT, open, { type: 'cancel_help_confirmed', help_request_id: 7 }).help, null);
  assert.equal(after(SNAPSHOT, { type: 'help_response', help_request_id: 7, status: 'ON_THE_WAY' }).help, null);
});

test('help that was closed by mistake is open again, and somebody may still be on the way', () => {
  const open = { type: 'request_help_confirmed', help_request_id: 7, position: 1 };
  const say = status => ({ type: 'help_response', help_request_id: 7, status, message: null });
  const again = { id: 7, position: null, coming: false, words: '' };
  assert.deepEqual(after(SNAPSHOT, open, say('RESOLVED'), say('PENDING')).help, again);
  const coming = after(SNAPSHOT, open, say('RESOLVED'), say('PENDING'), say('ON_THE_WAY')).help;
  assert.deepEqual(coming, { ...again, coming: true, by: undefined });
});

test('who comes is known by name, where it is a helper', () => {
  const by = { role: 'HELPER', name: '민지' };
  const open = { ...SNAPSHOT, open_help_request: 7, open_help_status: 'ON_THE_WAY', open_help_by: by };
  assert.deepEqual(after(open).help.by, by);
  const say = (status, more) => ({ type: 'help_response', help_request_id: 7, status, message: null, ...more });
  assert.deepEqual(after(open, say('ON_THE_WAY', { by: { role: 'HELPER', name: '수지' } })).help.by.name, '수지');
  assert.equal(after(open, say('ON_THE_WAY')).help.by, undefined, 'the instructor comes');
  assert.equal(after(open, say('PENDING')).help.by, undefined);
});

test('a step that was not finished after all can be done again', () => {
  const confirm = { type: 'step_complete_confirmed', subtask_id: 2 };
  assert.deepEqual(
    after(SNAPSHOT, confirm, { type: 'step_reopened', subtask_id: 2 }).completed,
    SNAPSHOT.completed_subtasks,
  );
});

test('a start that was taken back leaves no step', () => {
  const start = { type: 'step_changed', subtask: { id: 1 } };
  const state = after({ ...SNAPSHOT, status: 'WAITING' }, start, { type: 'session_status_changed', status: 'WAITING' });
  assert.equal(state.status, 'WAITING');
  assert.equal(state.step, null);
});

test('the snapshot tells how the call for help stands, whatever was known before', () => {
  const asked = { type: 'request_help_confirmed', help_request_id: 7, position: 2 };
  const coming = { open_help_status: 'ON_THE_WAY', open_help_message: '2분만요', open_help_position: 1 };
  const open = { ...SNAPSHOT, open_help_request: 7, open_help_status: 'PENDING', open_help_position: 3 };
  for (const before of [[], [asked]]) {
    assert.deepEqual(after(SNAPSHOT, ...before, open).help, {
      id: 7,
      position: 3,
      coming: false,
      words: '',
      by: undefined,
    });
    assert.deepEqual(after(SNAPSHOT, ...before, { ...open, ...coming }).help, {
      id: 7,
      position: 1,
      coming: true,
      words: '2분만요',
      by: undefined,
    });
    assert.equal(after(SNAPSHOT, ...before, SNAPSHOT).help, null);
  }
});

test('Done that the instructor took back leaves the call open', () => {
  const open = { type: 'request_help_confirmed', help_request_id: 7, position: 1 };
  const answer = status => ({ type: 'help_response', help_request_id: 7, status, message: null, message_id: null });
  const again = [answer('RESOLVED'), answer('PENDING'), { type: 'help_position', help_request_id: 7, position: 2 }];
  assert.deepEqual(after(SNAPSHOT, open, ...again).help, { id: 7, position: 2, coming: false, words: '' });
});

test('words to a call that the snapshot tells is over are shown', () => {
  const late = { type: 'help_response', help_request_id: 7, status: 'RESOLVED', message: '됐어요', message_id: 5 };
  assert.deepEqual(after(SNAPSHOT, late).words, [{ from: '', text: '됐어요' }]);
  const other = { ...SNAPSHOT, open_help_request: 8, open_help_status: 'PENDING', open_help_position: 1 };
  assert.equal(after(other, late).help.id, 8);
});

test('what was heard once is not shown again', () => {
  const say = (id, text) => ({ type: 'instructor_message', message: text, user_name: '강사', message_id: id });
  const state = after(SNAPSHOT, say(3, 'a'), say(5, 'b'), say(3, 'a'), say(5, 'b'), say(6, 'c'));
  assert.deepEqual(
    state.words.map(each => each.text),
    ['a', 'b', 'c'],
  );
  assert.equal(state.heard, 6);
  assert.equal(reduce(state, say(6, 'c')), state);
});

test('another name is seen by who was renamed', () => {
  const renamed = { type: 'participant_renamed', user_id: 3, user_name: '김영희 (1반)' };
  assert.equal(after(SNAPSHOT, renamed).userName, '김영희 (1반)');
  assert.equal(after(SNAPSHOT, { ...renamed, user_id: 4 }).userName, '김영희');
});

test("the instructor's words pile up", () => {
  const say = text => ({ type: 'instructor_message', message: text, user_name: '강사' });
  assert.deepEqual(
    after(SNAPSHOT, say('a'), say('b')).words.map(each => each.text),
    ['a', 'b'],
  );
});

test('unknown messages change nothing', () => {
  const state = after(SNAPSHOT);
  assert.equal(reduce(state, { type: 'participant_joined' }), state);
  assert.equal(reduce(state, { type: 'toString' }), state);
});

test('missed are the steps before, not done', () => {
  const state = { ...after(SNAPSHOT), steps: STEPS, step: STEPS[2] };
  assert.deepEqual(
    missedSteps(state, id => id === 1).map(step => step.id),
    [2],
  );
  assert.deepEqual(
    missedSteps(NOTHING_YET, () => false),
    [],
  );
});
