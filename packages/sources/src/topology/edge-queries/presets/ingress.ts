import type { EdgeEnd } from '../edge-plan.ts'

/**
 * An Ingress, the same for whoever counts its requests and for whoever knows what it leads to. Prometheus renames labels
 * that its own target has too: then the plain ones are the exporter's.
 */
export const ingress: EdgeEnd = {
  name: '{{ingress}}',
  namespace: '{{exported_namespace ?? namespace}}',
  scope: 'ingress',
  kind: 'gateway',
  ids: ['ingress:{{exported_namespace ?? namespace}}/{{ingress}}'],
}
