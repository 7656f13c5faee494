/** Autoscalers as their projects call them. */
export const AUTOSCALER_NAMES = {
  'cluster-autoscaler': 'Cluster Autoscaler',
  karpenter: 'Karpenter',
} as const
