import {
  commonProblems,
  describedRoutes,
  problemKinds,
  problemSchema,
  type DescribedRoute,
  type ProblemCode,
} from '@statusgraph/protocol'
import { z } from 'zod'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 description, made from the schemas that validate. */
export function describeApi(version: string, basePath: string): Json {
  const paths: Record<string, Json> = {}
  for (const route of describedRoutes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describeRoute(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Statusgraph',
      version,
      description: 'The status page for a distributed system: a live map.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: basePath === '' ? '/' : basePath }],
    // Nobody signs in here; the routes that take a token say so themselves.
    security: [],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'a token of the configuration' },
        basic: { type: 'http', scheme: 'basic', description: 'the token as the password, with any user' },
      },
    },
  }
}

/** A zod schema as JSON Schema 2020-12, which is what OpenAPI 3.1 speaks. */
export function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return described
}

function describeRoute(route: DescribedRoute): Json {
  const { answer } = route
  return {
    operationId: route.name,
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    // The empty one is for a server that has no token configured.
    ...(route.schemes === undefined ? {} : { security: [{}, ...route.schemes.map((scheme) => ({ [scheme]: [] }))] }),
    parameters: describeParameters(route),
    ...(route.body === undefined ? {} : { requestBody: describeBody(route.body) }),
    responses: {
      [answer.status]: {
        description: route.answers,
        ...(route.answerHeaders === undefined ? {} : { headers: describeHeaders(route.answerHeaders) }),
        ...describeContent(route),
      },
      ...(route.headers?.['If-None-Match'] === undefined ? {} : { 304: { description: 'what you have is right' } }),
      ...describeProblems(route),
      default: describeProblem(commonProblems),
    },
  }
}

function describeParameters(route: DescribedRoute): readonly Json[] {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const inPath = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  const inQuery = Object.entries(route.query?.shape ?? {}).map(([name, schema]) => {
    const { description, ...described } = schemaOf(schema, 'input')
    return { name, in: 'query', required: false, ...(description ? { description } : {}), schema: described }
  })
  const inHeader = Object.entries(route.headers ?? {})
    // OpenAPI ignores these here: it wants to hear of tokens and content types in places of their own.
    .filter(([name]) => name !== 'Authorization' && name !== 'Accept')
    .map(([name, description]) => ({ name, in: 'header', required: false, description, schema: { type: 'string' } }))
  return [...inPath, ...inQuery, ...inHeader]
}

function describeBody(body: NonNullable<DescribedRoute['body']>): Json {
  const schema = schemaOf(body.schema, 'input')
  return { required: true, content: Object.fromEntries(body.contentTypes.map((type) => [type, { schema }])) }
}

function describeContent({ answer: { schema, contentType }, answerTypes = [] }: DescribedRoute): Json {
  const first = contentType ?? (schema === undefined ? undefined : 'application/json')
  const types = [...(first === undefined ? [] : [first]), ...answerTypes]
  if (types.length === 0) return {}
  const described = schema === undefined ? undefined : schemaOf(schema, 'output')
  const schemaFor = (type: string): Json => described ?? (type === 'application/json' ? {} : { type: 'string' })
  return { content: Object.fromEntries(types.map((type) => [type, { schema: schemaFor(type) }])) }
}

function describeHeaders(headers: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  )
}

function describeProblems(route: DescribedRoute): Json {
  const byStatus = Map.groupBy(route.problems, (code) => problemKinds[code].status)
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, describeProblem(codes)]))
}

function describeProblem(codes: readonly ProblemCode[]): Json {
  return {
    description: codes.map((code) => `\`${code}\`: ${problemKinds[code].title}`).join('; '),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}
