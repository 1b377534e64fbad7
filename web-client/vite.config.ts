import { defineConfig } from 'vite';

/** The room itself: one page for the landing and for every join link. Served by the engine from `/`. */
export default defineConfig({
  base: '/',
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: 'assets',
    modulePreload: { polyfill: false },
    // A strict CSP forbids data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    sourcemap: false,
  },
  // What the engine sends with every page; the checks run under it.
  preview: {
    headers: {
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; img-src 'self' data: blob:; media-src 'self' blob: mediastream:; font-src 'self'",
    },
  },
  server: {
    proxy: {
      '/v1': { target: 'http://127.0.0.1:8080', ws: true },
      '/sample.json': 'http://127.0.0.1:8080',
    },
  },
});
