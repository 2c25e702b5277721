/** The strings of the page in the phone's language; those of the other one are not fetched. */

/** @typedef {keyof typeof import('./strings_ko.js').TEXTS} Key */

/** @param {readonly string[]} languages the phone's, first choice first */
export const chooseLanguage = languages => ((languages[0] || '').toLowerCase().startsWith('ko') ? 'ko' : 'en');

/** @param {string} text @param {Record<string, string|number>} values */
export const fillIn = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

export const language = chooseLanguage(navigator.languages || [navigator.language]);

/** @type {Record<Key, string>} */
let texts;

/** Resolves once `text` may be called. */
export const loading = (language === 'ko' ? import('./strings_ko.js') : import('./strings_en.js')).then(({ TEXTS }) => {
  texts = TEXTS;
});

/** @param {Key} key @param {Record<string, string|number>} [values] */
export const text = (key, values = {}) => fillIn(texts[key], values);
