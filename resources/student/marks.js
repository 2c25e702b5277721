/**
 * What is drawn on a step's picture, and the same in words. Pure: lengths are in thousandths of the
 * picture's width, whatever the size at which it is shown.
 *
 * @typedef {object} Mark numbers are fractions of the picture's width (x) and height (y)
 * @property {string} kind `tap`, `long_press`, `swipe` or `type`; another one is passed over
 * @property {number} x
 * @property {number} y
 * @property {number} [to_x] of a swipe
 * @property {number} [to_y]
 * @property {number} [width] of a box to type into
 * @property {number} [height]
 *
 * @typedef {{tag: 'circle'|'path'|'rect'|'text', attributes: Record<string, string|number>, text?: string}} Shape
 * @typedef {(key: 'mark_tap'|'mark_long_press'|'mark_swipe'|'mark_type'|'places', values?: Record<string, string|number>) => string} Say
 */
export const UNITS = 1000;
const RING = 70;
const INNER_RING = 45;
const LINE = 12;
const THINNEST_PX = 2;
const HEAD = 60;
const CORNER = 20;
const BADGE = 34;

/** @param {Mark} mark */
const isRing = ({ kind }) => kind === 'tap' || kind === 'long_press';

/** The number of each ring in its order, 0 where there is none: one ring alone has none. @param {Mark[]} marks */
export function ringNumbers(marks) {
  const several = marks.filter(isRing).length > 1;
  let last = 0;
  return marks.map(mark => (several && isRing(mark) ? ++last : 0));
}

/** How thick a line is drawn on a picture that is shown so wide. @param {number} shownPx */
export const lineOf = shownPx => Math.max(LINE, (THINNEST_PX * UNITS) / shownPx);

/**
 * One list for each mark that is known.
 * @param {Mark[]} marks @param {number} ratio the picture's height by its width
 * @returns {Shape[][]}
 */
export function markShapes(marks, ratio) {
  const numbers = ringNumbers(marks);
  return marks.map((mark, place) => {
    const [x, y] = [mark.x * UNITS, mark.y * UNITS * ratio];
    /** @param {number} r @returns {Shape} */
    const ring = r => ({ tag: 'circle', attributes: { cx: x, cy: y, r } });
    if (mark.kind === 'swipe') return arrow(x, y, (mark.to_x || 0) * UNITS, (mark.to_y || 0) * UNITS * ratio);
    if (mark.kind === 'type') {
      const size = { width: (mark.width || 0) * UNITS, height: (mark.height || 0) * UNITS * ratio };
      return [{ tag: 'rect', attributes: { x, y, ...size, rx: CORNER } }];
    }
    if (!isRing(mark)) return [];
    const rings = mark.kind === 'tap' ? [ring(RING)] : [ring(RING), ring(INNER_RING)];
    return numbers[place] ? [...rings, ...badge(x, y, numbers[place])] : rings;
  });
}

/** Beside the ring, so that what is to be tapped stays in sight. @param {number} x @param {number} y @param {number} number @returns {Shape[]} */
function badge(x, y, number) {
  const [cx, cy] = [x + RING * Math.SQRT1_2 * (x + RING + BADGE > UNITS ? -1 : 1), y - RING * Math.SQRT1_2];
  return [
    { tag: 'circle', attributes: { cx, cy, r: BADGE, class: 'full' } },
    { tag: 'text', attributes: { x: cx, y: cy }, text: String(number) },
  ];
}

/** @param {number} x @param {number} y @param {number} toX @param {number} toY @returns {Shape[]} */
function arrow(x, y, toX, toY) {
  const angle = Math.atan2(toY - y, toX - x);
  const wing = /** @param {number} turn */ turn =>
    `${toX - HEAD * Math.cos(angle + turn)} ${toY - HEAD * Math.sin(angle + turn)}`;
  const d = `M${x} ${y}L${toX} ${toY}M${wing(0.6)}L${toX} ${toY}L${wing(-0.6)}`;
  return [{ tag: 'path', attributes: { d } }];
}

/**
 * Where each mark is and what it asks for, in the order in which they are to be done.
 * @param {Mark[]} marks @param {Say} say
 */
export function markWords(marks, say) {
  const numbers = ringNumbers(marks);
  const places = say('places').split('|');
  const third = /** @param {number} part */ part => Math.min(2, Math.floor(part * 3));
  const placeOf = /** @param {number} x @param {number} y */ (x, y) => places[third(y) * 3 + third(x)];
  return marks.map((mark, index) => {
    const { kind, x, y, to_x = x, to_y = y, width = 0, height = 0 } = mark;
    const number = numbers[index] ? `${numbers[index]}. ` : '';
    const [right, down] = [to_x - x, to_y - y];
    const isUpright = Math.abs(down) >= Math.abs(right);
    if (kind === 'swipe')
      return say('mark_swipe', {
        at: placeOf(x, y),
        to: places[isUpright ? (down < 0 ? 1 : 7) : right < 0 ? 3 : 5],
      });
    if (kind === 'type') return say('mark_type', { at: placeOf(x + width / 2, y + height / 2) });
    if (!isRing(mark)) return '';
    return number + say(kind === 'tap' ? 'mark_tap' : 'mark_long_press', { at: placeOf(x, y) });
  });
}
