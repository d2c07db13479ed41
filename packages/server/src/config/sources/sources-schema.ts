import { z } from 'zod'
import { backstageKeys } from './backstage.ts'
import { dockerKeys } from './docker.ts'
import { kialiKeys } from './kiali.ts'
import { kubernetesKeys } from './kubernetes.ts'
import { otlpKeys } from './otlp.ts'
import { prometheusKeys } from './prometheus.ts'
import { pushKeys } from './push.ts'
import { tracingBackendKeys } from './tracing-backends.ts'

/** The kinds of discovery sources; each may stand alone or in a list. A new kind is a file beside this one and a line here. */
export const sourcesSchema = z.strictObject({
  ...prometheusKeys,
  ...otlpKeys,
  ...tracingBackendKeys,
  ...pushKeys,
  ...dockerKeys,
  ...kubernetesKeys,
  ...kialiKeys,
  ...backstageKeys,
})

export type SourcesKeys = z.output<typeof sourcesSchema>
