// Builds the window over the fake door into build/output/fake, for pictures and measurements.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const output = fileURLToPath(new URL('../../build/output/', import.meta.url));
export const outDir = `${output}fake`;

export const buildFake = () =>
  build({
    root,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, rollupOptions: { input: `${root}fake.html` } },
  });
