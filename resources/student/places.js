/**
 * Where on the page the student is: '' (the class itself), 'missed', 'step:<id>', 'help', 'how',
 * 'name' (somebody else).
 * Each place is an entry of the browser's history, so the phone's back button does what it says.
 */
import { on } from './page.js';

export class Places {
  /** @param {{onMove: () => void, onLeaving: () => void}} listeners */
  constructor({ onMove, onLeaving }) {
    this.onMove = onMove;
    /** Whether a back button must not leave by accident. */
    this.guarded = false;
    // Only what followed a touch counts for the browser's back button.
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

  /** Straight back to the class. */
  home() {
    if (this.state.depth > 0) history.go(-this.state.depth);
  }

  /** The address of the class, so that a reload comes back to it. @param {string} code @param {string} [place] */
  settle(code, place = this.current) {
    history.replaceState({ ...this.state, place }, '', `/join/${code}`);
  }
}
