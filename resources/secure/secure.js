// Shows one language, links to the encrypted address, and goes there by itself once it is trusted.

const language = navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
document.documentElement.lang = language;
for (const section of document.querySelectorAll('section')) section.hidden = section.lang !== language;

// From the server's cookie: its port, the hosts of its certificate, and when that expires.
const told = (/(?:^|; )secure_class=([^;]+)/.exec(document.cookie) || ['', ''])[1];
const [port, names = '', until = ''] = told.split('/');
const hosts = names.split('+').filter(Boolean);
for (const place of document.querySelectorAll('.hosts')) if (hosts.length) place.textContent = hosts.join(', ');
for (const place of document.querySelectorAll('.until')) {
  if (until) place.textContent = new Date(until).toLocaleDateString(language, { dateStyle: 'long' });
}

// If the certificate lacks the name in use, link to the first host that it has: the address.
const here = location.hostname.replace(/[[\]]/g, '');
const host = hosts.length && !hosts.includes(here) ? hosts[0] : here;
const secure = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
/** The fragment is not sent over this unencrypted connection; it is passed on to the encrypted page. */
const next = () => secure + location.pathname + location.hash;
for (const link of document.querySelectorAll('a.go')) link.setAttribute('href', next());

/** Goes to the encrypted page if the phone trusts the certificate; otherwise does nothing. */
async function goOn() {
  try {
    await fetch(`${secure}/healthz`, { mode: 'no-cors', cache: 'no-store', credentials: 'omit' });
  } catch {
    return; // not trusted yet
  }
  location.replace(next());
}

if (port) {
  goOn();
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) goOn();
  });
}
