import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

// Two kinds of tests: *.test.ts runs in plain Node, *.browser.test.ts in Chromium, where focus and
// layout are real. CHROMIUM names the browser; Debian's is the default.
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'node',
          environment: 'node',
          testTimeout: 60_000, // a slow machine is no defect
          include: ['src/**/*.test.ts'],
          exclude: ['src/**/*.browser.test.ts'],
        },
      },
      {
        plugins: [svelte()],
        optimizeDeps: {
          include: ['axe-core', 'bits-ui', 'virtua/svelte', 'i18next'],
        },
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.ts'],
          setupFiles: ['./src/styles.ts'],
          fileParallelism: false, // files share one origin, and so its storage
          testTimeout: 60_000, // a slow machine is no defect
          expect: { poll: { timeout: 10_000 } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 800 },
            provider: playwright({
              launchOptions: { executablePath, args: ['--no-sandbox'] },
              contextOptions: { reducedMotion: 'reduce', locale: 'es-419' },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
