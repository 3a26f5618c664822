// One bundle per part, no chunks shared between them and no code that is evaluated: extensions may not load any.
const path = require('node:path');
const Copy = require('copy-webpack-plugin');
const { version } = require('../package.json');

const withVersion = (manifest) => JSON.stringify({ ...JSON.parse(manifest.toString()), version }, null, 2);
const inter = require.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');

module.exports = (_, { mode = 'production' }) => ({
  mode,
  context: __dirname,
  target: ['web', 'es2022'],
  devtool: mode === 'development' ? 'inline-source-map' : false,
  entry: { background: './src/entries/background.ts', content: './src/entries/content.ts', 'side-panel': './src/entries/side-panel.ts' },
  output: { path: path.resolve(__dirname, '../dist/extension'), filename: '[name].js', clean: true, chunkFormat: false, publicPath: '' },
  resolve: { extensions: ['.ts', '.js'] },
  module: {
    rules: [
      { test: /\.ts$/, exclude: /node_modules/, loader: 'swc-loader', options: { swcrc: false, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } } },
    ],
  },
  // Readable bundles: reviewers of the store, and of the people who install it, can see what it does.
  optimization: { splitChunks: false, runtimeChunk: false, minimize: false },
  performance: { hints: false },
  plugins: [
    new Copy({
      patterns: [
        { from: 'manifest.json', transform: withVersion },
        { from: '_locales', to: '_locales' },
        { from: 'icons/*.png', to: 'icons/[name][ext]' },
        { from: 'src/entries/side-panel.{html,css}', to: '[name][ext]' },
        { from: inter, to: 'inter.woff2' },
      ],
    }),
  ],
});
