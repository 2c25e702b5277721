/**
 * The place in the page that the student is at: '' (the class itself), 'missed', 'step:<id>', 'help',
 * 'how', 'name' (somebody else joins).
 * Each place is an entry of the browser's history, so that the phone's back button works.
 */
import { on } from './page.js';

export class Places {
  /** @param {{onMove: () => void, onLeaving: () => void}} listeners */
  constructor({ onMove, onLeaving }) {
    this.onMove = onMove;
    /** Whether the back button must not leave the page by accident. */
    this.guarded = false;
    // Browsers skip history entries that were added without a user's touch.
    on(window, 'click', () => this.guard(), true);
    on(window, 'popstate', () => {
      if (this.guarded && !this.state.inside) onLeaving();
      onMove();
    });
  }

  /** @returns {{place: string, depth: number, inside: boolean}} */
  get state() {
    return history.state || { place: '', depth: 0, inside: false };
  }

  get current() {
    return this.state.place;
  }

  guard() {
    if (this.guarded && !this.state.inside) history.pushState({ place: '', depth: 0, inside: true }, '');
  }

  /** @param {string} place */
  go(place) {
    if (place === this.current) return;
    const { depth, inside } = this.state;
    history.pushState({ place, depth: depth + 1, inside }, '');
    this.onMove();
  }

  back() {
    if (this.state.depth > 0) history.back();
  }

  /** Goes straight back to the class. */
  home() {
    if (this.state.depth > 0) history.go(-this.state.depth);
  }

  /** Sets the address to that of the class, so that a reload returns to it. @param {string} code @param {string} [place] */
  settle(code, place = this.current) {
    history.replaceState({ ...this.state, place }, '', `/join/${code}`);
  }
}
