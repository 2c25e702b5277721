/** Starts the page once its strings are loaded; both are fetched at the same time. */
import { loading } from './texts.js';

loading.then(() => import('./main.js'));
