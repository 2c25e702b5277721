/** Rules of the page that no browser is needed for. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import './surroundings.mjs';
import { fit, decodedBytes } from '../../../resources/student/picture.js';
import { cleanCode, codeInPath } from '../../../resources/student/join_view.js';
import { findVoice, languageOf } from '../../../resources/student/phone.js';
import { TEXTS as EN } from '../../../resources/student/strings_en.js';
import { TEXTS as KO } from '../../../resources/student/strings_ko.js';
import { chooseLanguage, fillIn } from '../../../resources/student/texts.js';

const FOLDER = new URL('../../../resources/student/', import.meta.url);
const names = readdirSync(FOLDER);
const read = name => readFileSync(new URL(name, FOLDER), 'utf8');
const html = read('index.html');
const css = ['style', 'lesson_picture', 'lesson_question', 'number_pad', 'comfort']
  .map(each => read(`${each}.css`))
  .join('');
/**
 * What only a lesson with pictures or questions loads, who adds a photo to a call, who was made easier to read, and
 * whose class goes on at another computer.
 */
const LATER = [
  'comfort.css',
  'comfort.js',
  'lesson_picture.css',
  'lesson_picture.js',
  'lesson_question.css',
  'lesson_question.js',
  'mark_words.js',
  'marks.js',
  'moved.js',
  'picture.js',
  'picture_fault.js',
  'picture_turn.js',
  'picture_viewer.js',
  'pictures_ahead.js',
  'zoom.js',
];
/** What only a class that asks for numbers loads. */
const FOR_NUMBERS = ['number_pad.css', 'number_pad.js'];

test('Korean and English say the same things with the same blanks', () => {
  const blanks = text => (text.match(/\{\w+\}/g) || []).sort().join();
  assert.deepEqual(Object.keys(EN), Object.keys(KO));
  for (const [key, text] of Object.entries(KO)) assert.equal(blanks(EN[key]), blanks(text), key);
});

test('every text of the page exists, and every text is used', () => {
  const asked = [...html.matchAll(/data-t="(\w+)"/g)].map(match => match[1]);
  for (const key of asked) assert.ok(key in KO, key);
  const code =
    names
      .filter(name => name.endsWith('.js') && !name.startsWith('strings_'))
      .map(read)
      .join('') + html;
  // Those of the list of five are asked for by number.
  for (const key of Object.keys(KO).filter(each => !/^how_\d/.test(each)))
    assert.match(code, new RegExp(`['"]${key}['"]`), key);
});

test("the phone's first language decides", () => {
  assert.equal(chooseLanguage(['ko-KR', 'en']), 'ko');
  assert.equal(chooseLanguage(['en-US', 'ko']), 'en');
  assert.equal(chooseLanguage([]), 'en');
  assert.equal(fillIn(EN.step_of, { n: 3, total: 5 }), 'Step 3 of 5');
});

test('nothing inline, nothing from elsewhere', () => {
  assert.doesNotMatch(html, /\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)/);
  for (const name of names) {
    const outside = read(name).match(/https?:\/\/[^\s'")]+/g) || [];
    assert.deepEqual(
      outside.filter(url => url !== 'http://www.w3.org/2000/svg'),
      [],
      name,
    );
  }
});

test('every module is preloaded, so that one round trip fetches all but the words, of which a phone needs one language', () => {
  const linked = [...html.matchAll(/(?:href|src)="\/static\/([^"]+)"/g)].map(match => match[1]);
  const wanted = names.filter(name => !/^index|^strings_/.test(name) && ![...LATER, ...FOR_NUMBERS].includes(name));
  assert.deepEqual([...new Set(linked)].sort(), wanted.sort());
});

test('what is loaded later is imported by no other part of the page', () => {
  for (const name of names.filter(each => each.endsWith('.js') && !LATER.includes(each)))
    for (const [, other] of read(name).matchAll(/from '\.\/([\w.]+)'/g)) assert.ok(!LATER.includes(other), name);
});

test('the keypad says the same things with the same blanks in Korean and English', () => {
  const [, ko, en] = /PAD_WORDS = \{\s*ko: \{([^]*?)\n {2}\},\s*en: \{([^]*?)\n {2}\},/.exec(read('number_pad.js'));
  const said = text =>
    [...text.matchAll(/^ {4}(\w+): '(.*)',$/gm)].map(([, key, words]) => [
      key,
      (words.match(/\{\w+\}/g) || []).sort().join(),
    ]);
  assert.ok(said(ko).length > 10);
  assert.deepEqual(said(ko), said(en));
});

test('the keypad brings nothing that a phone without it has loaded already', () => {
  for (const name of names.filter(each => each.endsWith('.js')))
    for (const [, other] of read(name).matchAll(/from '\.\/([\w.]+)'/g)) {
      assert.ok(!FOR_NUMBERS.includes(other), name);
      if (FOR_NUMBERS.includes(name)) assert.equal(other, 'texts.js');
    }
});

test('imports form no circle, so that names can carry hashes', () => {
  const imports = name => [...read(name).matchAll(/'\.\/(\w+\.js)'/g)].map(match => match[1]);
  const visit = (name, path) => {
    assert.ok(!path.includes(name), [...path, name].join(' -> '));
    for (const next of imports(name)) visit(next, [...path, name]);
  };
  visit('start.js', []);
});

test('modules can be joined to one: they import and export by name, and no two share a name', () => {
  const owners = {};
  for (const name of names.filter(each => each.endsWith('.js') && !each.startsWith('strings_'))) {
    const code = read(name).replace(/\/\*[^]*?\*\//g, '');
    assert.doesNotMatch(code, /export (default|\{|\*)|import \*|import \w| as \w+ [,}]|^import '/m, name);
    for (const [, own] of code.matchAll(/^(?:export )?(?:async )?(?:const|let|function|class) (\w+)/gm)) {
      assert.equal(owners[own], undefined, `${own} in ${name} and ${owners[own]}`);
      owners[own] = name;
    }
  }
});

test('the style sheet asks nothing that Chrome 80 lacks', () => {
  const rules = css.replace(/\/\*[^]*?\*\//g, '');
  assert.doesNotMatch(rules, /:(is|where|has)\(|\binset:|aspect-ratio|@layer|@container|color-mix|\d[dsl]vh|&/);
  for (const [, body] of rules.matchAll(/\{([^{}]*)\}/g)) {
    assert.ok(
      !(/display:\s*(inline-)?flex/.test(body) && /(^|[\s;])(row-|column-)?gap:/.test(body)),
      `flex gap in {${body}}`,
    );
  }
  for (const [, selector] of rules.matchAll(/([^{}]*:focus-visible[^{}]*)\{/g))
    assert.ok(!selector.includes(','), selector);
});

test('every colour pair of the page passes WCAG AA', () => {
  const luminance = hex => {
    const long = hex.length === 4 ? [...hex.slice(1)].map(digit => digit + digit) : hex.slice(1).match(/../g);
    const [r, g, b] = long
      .map(part => parseInt(part, 16) / 255)
      .map(v => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  const tokens = part => Object.fromEntries([...part.matchAll(/--([\w-]+):\s*(#\w+)/g)].map(match => match.slice(1)));
  const [light, dark, dimmed] = [/:root \{([^}]*)\}/, /dark\) \{\s*:root \{([^}]*)\}/, /dimmed \{([^}]*)\}/].map(part =>
    tokens(part.exec(css)[1]),
  );
  const text = [
    ['ink', 'paper'],
    ['ink', 'card'],
    ['soft', 'paper'],
    ['soft', 'card'],
    ['main', 'paper'],
    ['main', 'card'],
    ['on-main', 'main'],
    ['ink', 'tint'],
    ['on-warm', 'warm'],
    ['bad', 'paper'],
    ['paper', 'ink'],
  ];
  const shapes = [
    ['rim', 'card'],
    ['main', 'paper'],
  ];
  for (const theme of [light, dark, { ...light, ...dimmed }]) {
    for (const [front, back] of text.filter(
      ([front]) => theme === light || theme === dark || !['bad', 'on-warm'].includes(front),
    )) {
      assert.ok(
        contrast(theme[front], theme[back]) >= 4.5,
        `${front} on ${back}: ${contrast(theme[front], theme[back])}`,
      );
    }
    if (theme === light || theme === dark) {
      for (const [front, back] of shapes) assert.ok(contrast(theme[front], theme[back]) >= 3, `${front} on ${back}`);
      assert.ok(contrast(theme['deep'], theme['tint']) >= 4.5);
    }
  }
});

test("Hangul is read in Korean, the rest in the lesson's language", () => {
  assert.equal(languageOf('Wi-Fi 켜기', 'en'), 'ko');
  assert.equal(languageOf('Open Settings', 'en'), 'en');
  assert.equal(languageOf('設定を開く', 'ja'), 'ja');
  assert.equal(languageOf('Open Settings', ''), 'en', 'as long as it is not known');
});

test('a code is found in its link, whatever was done to it on the way', () => {
  assert.equal(codeInPath('/join/482913'), '482913');
  assert.equal(codeInPath('/join/482%20913/'), '482913');
  assert.equal(codeInPath('/join/k7m4-px'), 'K7M4PX');
  assert.equal(codeInPath(`/join/${encodeURIComponent('٤٨٢٩١٣')}`), '482913');
  for (const path of ['/', '/join/', '/join/%E0%A4%A', '/join/%']) assert.ok(codeInPath(path).length < 4, path);
});

test('a voice on the phone is better than one from afar, and none is none', () => {
  const voices = [
    { lang: 'en-GB', localService: true },
    { lang: 'ko_KR', localService: false },
    { lang: 'ko-KR', localService: true },
  ];
  assert.equal(findVoice(voices, 'ko'), voices[2]);
  assert.equal(findVoice(voices, 'en-US'), voices[0]);
  assert.equal(findVoice([voices[0]], 'ko'), null);
});

test('pictures are only ever made smaller, and their size is known', () => {
  assert.deepEqual(fit(4000, 3000, 1280), { width: 1280, height: 960 });
  assert.deepEqual(fit(300, 200, 1280), { width: 300, height: 200 });
  assert.deepEqual(fit(10000, 1, 1280), { width: 1280, height: 1 });
  assert.equal(decodedBytes('AAAA'), 3);
});

test('a code is read in the digits of any script and the letters of any width', () => {
  for (const typed of ['٤٨٢٩١٣', '۴۸۲۹۱۳', '४८२९१३', '４８２ ９１３', '𝟒𝟖𝟐𝟗𝟏𝟑', '𝟺𝟾𝟸-𝟿𝟷𝟹', '៤៨២៩១៣'])
    assert.equal(cleanCode(typed), '482913', typed);
  assert.equal(cleanCode('ｋ７ｍ４ＰＸ'), 'K7M4PX');
  assert.equal(cleanCode('가나다'), '');
});
