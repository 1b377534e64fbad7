import { defineConfig } from 'vite';

/** The element that portals load: one self-contained file under a name that never changes. */
export default defineConfig({
  base: '/',
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: false,
    lib: {
      entry: 'src/embed/anteroom-session.ts',
      formats: ['iife'],
      name: 'AnteroomSession',
      fileName: () => 'embed/anteroom-session.js',
    },
  },
});
