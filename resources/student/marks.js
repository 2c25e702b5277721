/**
 * The shapes of the marks on a step's picture. Pure; lengths are in thousandths of the picture's width,
 * whatever the size at which it is shown. The window, the projector and printouts draw the same shapes
 * (classroom_app/domain/mark_shapes.py); tests/fixtures/marks.json keeps both in sync.
 *
 * @typedef {object} Mark numbers are fractions of the picture's width (x) and height (y)
 * @property {string} kind `tap`, `long_press`, `swipe` or `type`; others are ignored
 * @property {number} x
 * @property {number} y
 * @property {number} [to_x] of a swipe
 * @property {number} [to_y]
 * @property {number} [width] of a box to type into
 * @property {number} [height]
 *
 * @typedef {object} Shape
 * @property {'circle'|'path'|'rect'|'text'} tag
 * @property {Record<string, string|number>} attributes
 * @property {boolean} [isFilled] a filled disc, without an outline
 * @property {string} [text]
 */
export const UNITS = 1000;
/** On a flatter picture marks are smaller, so that a ring is whole on it. */
const FLATTEST = 6;
const RING = 70;
const INNER_RING = 45;
const LINE = 12;
const THINNEST_PX = 2;
const DOT = 20;
const HEAD = 70;
/** The head's longest share of an arrow, so that a short one keeps some of its shaft. */
const HEAD_OF_ARROW = 0.6;
const HEAD_ANGLE = (35 * Math.PI) / 180;
const CORNER = 30;
const BADGE = 35;

/** @param {Mark} mark */
const isRing = ({ kind }) => kind === 'tap' || kind === 'long_press';

/** The number of each mark: rings are counted from 1 if there are several; 0 for all others. @param {Mark[]} marks */
export function ringNumbers(marks) {
  const several = marks.filter(isRing).length > 1;
  let last = 0;
  return marks.map(mark => (several && isRing(mark) ? ++last : 0));
}

/** The scale of marks, 1 except on flat pictures. @param {number} ratio the picture's height by its width */
export const sizeOf = ratio => Math.min(1, FLATTEST * ratio);

/** The line width for a picture that is shown `shownPx` wide. @param {number} shownPx @param {number} size */
export const lineOf = (shownPx, size) => Math.max(LINE * size, (THINNEST_PX * UNITS) / shownPx);

/**
 * How much of a picture's top to hide, in pixels, so that the first mark is in the middle of the visible
 * part: 0 if the mark is visible anyway, or if there is no room for it. Of a mark that is too long, the
 * upper end is visible.
 * @param {Mark[]} marks @param {{width: number, height: number}} picture @param {number} room the height of the visible part, in pixels
 */
export function hiddenTop([mark], { width, height }, room) {
  if (!mark) return 0;
  const ring = (2 * (RING + LINE) * width) / UNITS;
  const { y, to_y = y, height: part = 0 } = mark;
  const [top, bottom] = [Math.min(y, to_y) * height - ring / 2, Math.max(y + part, to_y) * height + ring / 2];
  if (bottom <= room || room < ring) return 0;
  const middle = bottom - top > room ? top + room / 2 : (top + bottom) / 2;
  return Math.round(Math.max(0, middle - room / 2));
}

/** @param {number} cx @param {number} cy @param {number} r @returns {Shape} */
const ring = (cx, cy, r) => ({ tag: 'circle', attributes: { cx, cy, r } });

/** @param {number} cx @param {number} cy @param {number} r @returns {Shape} */
const disc = (cx, cy, r) => ({ ...ring(cx, cy, r), isFilled: true });

/**
 * The shapes of each mark; an empty list for an unknown kind.
 * @param {Mark[]} marks @param {number} ratio the picture's height by its width
 * @returns {Shape[][]}
 */
export function markShapes(marks, ratio) {
  const numbers = ringNumbers(marks);
  const height = UNITS * ratio;
  const size = sizeOf(ratio);
  return marks.map(({ kind, x, y, to_x = x, to_y = y, width = 0, height: part = 0 }, place) => {
    const [left, top] = [x * UNITS, y * height];
    if (kind === 'swipe') return arrow(left, top, to_x * UNITS, to_y * height, size);
    if (kind === 'type') return [box(left, top, width * UNITS, part * height, size)];
    if (kind !== 'tap' && kind !== 'long_press') return [];
    const rings = (kind === 'tap' ? [RING] : [RING, INNER_RING]).map(r => ring(left, top, r * size));
    return numbers[place] ? [...rings, ...badge(left, top, height, numbers[place], size)] : rings;
  });
}

/** A number at the upper right of a ring, moved inwards if it would leave the picture. @param {number} x @param {number} y @param {number} height @param {number} number @param {number} unit @returns {Shape[]} */
function badge(x, y, height, number, unit) {
  const aside = RING * unit * Math.SQRT1_2;
  const radius = BADGE * unit;
  const within = /** @param {number} at @param {number} size */ (at, size) =>
    Math.max(radius, Math.min(at, size - radius));
  const [cx, cy] = [within(x + aside, UNITS), within(y - aside, height)];
  return [disc(cx, cy, radius), { tag: 'text', attributes: { x: cx, y: cy }, text: String(number) }];
}

/** @param {number} x @param {number} y @param {number} toX @param {number} toY @param {number} size @returns {Shape[]} */
function arrow(x, y, toX, toY, size) {
  const back = Math.atan2(y - toY, x - toX);
  const length = Math.min(HEAD * size, HEAD_OF_ARROW * Math.hypot(x - toX, y - toY));
  const barb = /** @param {number} angle */ angle =>
    `${toX + length * Math.cos(angle)} ${toY + length * Math.sin(angle)}`;
  const d = `M${x} ${y}L${toX} ${toY}M${barb(back + HEAD_ANGLE)}L${toX} ${toY}L${barb(back - HEAD_ANGLE)}`;
  return [{ tag: 'path', attributes: { d } }, disc(x, y, DOT * size)];
}

/** @param {number} x @param {number} y @param {number} width @param {number} height @param {number} size @returns {Shape} */
function box(x, y, width, height, size) {
  return { tag: 'rect', attributes: { x, y, width, height, rx: Math.min(CORNER * size, width / 2, height / 2) } };
}
