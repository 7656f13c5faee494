import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { offlinePlugin, policyPlugin } from './scripts/page-plugins.mjs'

export default defineConfig(({ command }) => ({
  base: './',
  plugins: [
    { ...optimizeLocales.vite({ locales: ['en-US'] }), enforce: 'pre' },
    react(),
    policyPlugin(),
    offlinePlugin(),
  ],
  // The dev server's own inline scripts pass the policy by this nonce; the built page has none.
  ...(command === 'serve' ? { html: { cspNonce: 'dev' } } : {}),
  worker: { format: 'es' },
  resolve: {
    alias: [
      {
        // The browser's XML reader of the AWS SDK needs DOMParser: the policy forbids it, workers lack it.
        find: /^@aws-sdk\/xml-builder$/,
        replacement: '@aws-sdk/xml-builder/dist-cjs/index.js',
      },
    ],
  },
  build: {
    outDir: 'dist/page',
    // No data: addresses for fonts and pictures: the policy names none.
    assetsInlineLimit: 0,
    target: 'es2023',
    // Held by a test of the first load (e2e/built-page.spec.ts); the worker is loaded beside it.
    chunkSizeWarningLimit: 1000,
    modulePreload: { polyfill: false },
  },
}))
