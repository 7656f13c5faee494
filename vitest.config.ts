import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'engine',
          include: ['src/**/*.test.ts'],
          environment: 'node',
          isolate: false,
          // What a test may take on a machine with other work to do; alone it takes a small part of it.
          testTimeout: 30_000,
        },
      },
    ],
  },
})
