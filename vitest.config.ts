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
        },
      },
    ],
  },
})
