/** The page opens once it has its words; both are fetched at the same time. */
import { loading } from './texts.js';

loading.then(() => import('./main.js'));
