import type { Preset } from '../edge-plan.ts'
import { hubble, retina } from './hubble.ts'
import { istio, istioWorkloads } from './istio.ts'
import { linkerd } from './linkerd.ts'
import { beylaNetwork, caretta, coroot } from './network-flows.ts'
import { envoy, haproxy, ingressNginx, traefik } from './proxies.ts'
import { serviceGraph } from './service-graph.ts'
import { dephealth, kubernetesStructure } from './structure.ts'

/** Every producer of edges that is known by name. A new one is data in a file beside this one and a line here. */
export const presets: readonly Preset[] = [
  serviceGraph,
  istio,
  istioWorkloads,
  linkerd,
  hubble,
  retina,
  caretta,
  beylaNetwork,
  coroot,
  envoy,
  haproxy,
  traefik,
  ingressNginx,
  kubernetesStructure,
  dephealth,
]

/** The preset of this name, as it stands in the configuration. */
export function findPreset(name: string): Preset | undefined {
  return presets.find((preset) => preset.name === name)
}
