/**
 * The position of a picture in its frame. Pure; lengths are in CSS pixels.
 *
 * @typedef {{width: number, height: number}} Size
 * @typedef {{x: number, y: number}} Point from the frame's upper left corner
 * @typedef {{scale: number, x: number, y: number}} View the picture's upper left corner, and its scale relative to the size at which it fits
 */
export const MOST = 6;

/** The largest size at which the whole picture fits into the frame. @param {Size} picture @param {Size} frame @returns {Size} */
export function whole(picture, frame) {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** Limits the scale, centers a picture that fits, and keeps a larger one without gaps at the edges. @param {View} view @param {Size} sheet @param {Size} frame @returns {View} */
export function bounded({ scale, x, y }, sheet, frame) {
  const larger = Math.min(MOST, Math.max(1, scale));
  const within = /** @param {number} at @param {number} room */ (at, room) =>
    room >= 0 ? room / 2 : Math.min(0, Math.max(room, at));
  return {
    scale: larger,
    x: within(x, frame.width - sheet.width * larger),
    y: within(y, frame.height - sheet.height * larger),
  };
}

/** Scales the view around a point, which stays where it is. @param {View} view @param {number} times @param {Point} at @returns {View} not bounded yet */
export function zoomed(view, times, at) {
  const scale = Math.min(MOST, Math.max(1, view.scale * times));
  const by = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by };
}
