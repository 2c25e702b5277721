/** The page must run in Chrome 80 and Samsung Internet 13 (see `browserslist` in package.json). */
import css from '@eslint/css';
import js from '@eslint/js';
import compat from 'eslint-plugin-compat';
import esX from 'eslint-plugin-es-x';
import globals from 'globals';

const PAGE = ['student', 'remote', 'secure', 'upload', 'seat', 'helper'].map(folder => `resources/${folder}/**/*.js`);

/** Newer than Chrome 80, which passes over them and loses nothing but looks. */
const UNHARMED = ['accent-color', 'color-scheme', 'text-underline-offset'];

/** Chrome has had them for longer than the others. */
const DRAWN = ['dominant-baseline'];

export default [
  { ignores: ['node_modules/', '.venv/', 'out/', 'build/', 'dist/', 'resources/minified/'] },
  { files: ['**/*.{js,mjs}'], ...js.configs.recommended },
  {
    files: PAGE,
    ...esX.configs['flat/restrict-to-es2020'],
    languageOptions: { ecmaVersion: 2020, sourceType: 'module', globals: globals.browser },
  },
  { files: PAGE, ...compat.configs['flat/recommended'] },
  {
    files: PAGE,
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      // What students write must stay text.
      'no-restricted-properties': [
        'error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map(property => ({ property })),
        { object: 'document', property: 'write' },
        // Newer than Chrome 80, and on instances, where the compat plugin cannot see them.
        ...['replaceChildren', 'replaceAll', 'at', 'findLast', 'checkVisibility'].map(property => ({ property })),
      ],
    },
  },
  { files: ['tests/**/*.mjs', 'docs/**/*.mjs', 'eslint.config.js'], languageOptions: { globals: globals.node } },
  {
    files: ['student', 'remote', 'secure', 'upload', 'seat', 'helper'].map(folder => `resources/${folder}/*.css`),
    plugins: { css },
    language: 'css/css',
    rules: {
      'css/no-duplicate-imports': 'error',
      'css/no-empty-blocks': 'error',
      'css/no-invalid-at-rules': 'error',
      // The year before Chrome 80; what other browsers learned later than Chrome is allowed by name.
      'css/use-baseline': [
        'error',
        {
          available: 2019,
          allowFunctions: ['min', 'max'],
          allowMediaConditions: ['prefers-color-scheme', 'prefers-reduced-motion'],
          allowProperties: ['clip-path', 'outline', 'scroll-padding-bottom', ...DRAWN, ...UNHARMED],
          allowPropertyValues: {
            'grid-template-columns': ['auto'],
            'grid-template-rows': ['auto'],
            'justify-items': ['center'],
            'overflow-wrap': ['anywhere'],
            'text-align': ['left', 'center'],
          },
          allowSelectors: ['focus-within', 'focus-visible'],
        },
      ],
    },
  },
];
