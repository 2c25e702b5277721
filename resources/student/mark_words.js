/**
 * Describes marks in words, in the page's language, for students who cannot see the picture. Pure. The window
 * uses the same words (classroom_app/domain/mark_words.py); tests/fixtures/marks.json keeps both in sync.
 */
import { ringNumbers } from './marks.js';

/** A direction counts only from this share of the longer one on. */
const ASLANT = 0.5;

/**
 * `places` are the thirds of the picture, row by row. `ways` are directions: up, none and down, and for
 * each of these left, none and right.
 * @type {Record<string, {places: string[], ways: string[], say: Record<string, (place: string, way: string) => string>}>}
 */
const WORDS = {
  ko: {
    places: [
      '왼쪽 위',
      '위쪽 가운데',
      '오른쪽 위',
      '왼쪽',
      '가운데',
      '오른쪽',
      '왼쪽 아래',
      '아래쪽 가운데',
      '오른쪽 아래',
    ],
    ways: [
      ...['왼쪽 위로 미세요', '위로 밀어 올리세요', '오른쪽 위로 미세요'],
      ...['왼쪽으로 미세요', '', '오른쪽으로 미세요'],
      ...['왼쪽 아래로 미세요', '아래로 밀어 내리세요', '오른쪽 아래로 미세요'],
    ],
    say: {
      tap: place => `${asObject(place)} 누르세요.`,
      long_press: place => `${asObject(place)} 길게 누르세요.`,
      swipe: (place, way) => `${place}에서 ${way}.`,
      type: place => `${place}에 있는 칸에 글자를 입력하세요.`,
    },
  },
  en: {
    places: [
      ...['at the top left', 'at the top', 'at the top right'],
      ...['on the left', 'in the middle', 'on the right'],
      ...['at the bottom left', 'at the bottom', 'at the bottom right'],
    ],
    ways: [
      ...['up and to the left', 'up', 'up and to the right'],
      ...['left', '', 'right'],
      ...['down and to the left', 'down', 'down and to the right'],
    ],
    say: {
      tap: place => `Tap ${place}.`,
      long_press: place => `Touch and hold ${place}.`,
      swipe: (place, way) => `Swipe ${way}, starting ${place}.`,
      type: place => `Type into the box ${place}.`,
    },
  },
};

/** @param {string} place */
const asObject = place => place + (place.endsWith('쪽') ? '을' : '를');

/** @param {number} x @param {number} y */
const thirdOf = (x, y) =>
  [y, x].map(part => Math.min(2, Math.floor(part * 3))).reduce((row, column) => row * 3 + column);

/**
 * Returns a sentence for each mark in its order, with its number in the picture; none for an unknown kind.
 * @param {import('./marks.js').Mark[]} marks @param {string} language `ko` or `en`
 */
export function markWords(marks, language) {
  const { places, ways, say } = WORDS[language] || WORDS.en;
  const numbers = ringNumbers(marks);
  return marks.map(({ kind, x, y, to_x = x, to_y = y, width = 0, height = 0 }, index) => {
    const [right, down] = [to_x - x, to_y - y];
    const least = ASLANT * Math.max(Math.abs(right), Math.abs(down));
    const [column, row] = [right, down].map(way => 1 + (Math.abs(way) < least ? 0 : Math.sign(way)));
    const sentence = Object.keys(say).includes(kind)
      ? say[kind](places[thirdOf(x + width / 2, y + height / 2)], ways[row * 3 + column])
      : '';
    return numbers[index] ? `${numbers[index]}. ${sentence}` : sentence;
  });
}
