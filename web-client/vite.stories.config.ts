import { defineConfig } from 'vite';

/** Every screen from fixtures, for pictures and for accessibility checks. Never shipped. */
export default defineConfig({
  base: '/',
  build: {
    target: 'es2022',
    outDir: 'target/stories',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rollupOptions: { input: 'stories.html' },
  },
});
