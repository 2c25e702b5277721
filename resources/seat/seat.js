// Shows one language, and reloads once the class is open: the server then redirects to it.

const EVERY_MS = 5000;
const shown = navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
document.documentElement.lang = shown;
for (const section of document.querySelectorAll('section')) section.hidden = section.lang !== shown;

/** The number is in the fragment, which a reload and the redirect keep. */
const tryAgain = () => location.reload();
for (const link of document.querySelectorAll('a')) {
  link.addEventListener('click', event => {
    event.preventDefault();
    tryAgain();
  });
}

/** @type {number|undefined} */
let timer;

async function look() {
  clearTimeout(timer);
  try {
    const answer = await fetch(location.pathname, { cache: 'no-store', redirect: 'manual' });
    if (answer.type === 'opaqueredirect' || !answer.ok) return tryAgain();
  } catch {
    // No network for a moment: try again later.
  }
  clearTimeout(timer);
  timer = setTimeout(look, EVERY_MS);
}

timer = setTimeout(look, EVERY_MS);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) look();
});
