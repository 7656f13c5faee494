import { isSince } from '../version.ts'
import type { Plugin } from '../framework.ts'

/**
 * 7.16: device claims are out of scope. A pod without any is let through and gets nothing; 1.34 did not
 * even ask (V-5).
 */
export const dynamicResources: Plugin = {
  name: 'DynamicResources',
  skipsFilter: 'claims of devices are not simulated',
  preFilter: () => ({ kind: 'skip' }),
  scoring: {
    weight: 2,
    skips: 'it scores claims of devices since 1.35',
    preScore: (_pod, _feasibleNodes, { version }) =>
      isSince(version, '1.35')
        ? { kind: 'run', score: () => 0, normalize: (raw) => raw }
        : { kind: 'skip' },
  },
}
