import { commonProblems, describedRoutes, problemKinds } from '@statusgraph/protocol'
import type { DescribedRoute, ProblemCode } from '@statusgraph/protocol'
import { writeTable } from './page.ts'
import type { ReferencePage } from './page.ts'

const introduction = `# HTTP routes

\`GET /api/v1/openapi.json\` describes the same routes for machines, with every schema. Refusals are RFC 9457 problems
(\`application/problem+json\`) with a \`code\` that stays the same; the codes are at the end of this page.

A graph's \`ETag\` is its revision in quotes. Requests that change something are refused when a page of another site
makes a browser send them.

What any address may answer is not repeated below: ${commonProblems.map((code) => `\`${code}\``).join(' ')}, and \`route/method\` with \`Allow\` for a method that it does not take.
`

/** Every route and every problem code, from the definitions that both ends use. */
export const routesPage: ReferencePage = {
  file: 'routes.md',
  write() {
    const sections = describedRoutes.map((route) => describeRoute(route))
    const codes = Object.entries(problemKinds).map(([code, { status, title }]) => [`\`${code}\``, `${status}`, title])
    return `${introduction}\n${sections.join('\n\n')}\n\n## Problem codes\n\n${writeTable(['Code', 'Status', 'Meaning'], codes)}\n`
  },
}

function describeRoute(route: DescribedRoute): string {
  const { answer, answers, query, headers = {}, body, problems } = route
  const inputs = [
    ...Object.entries(query?.shape ?? {}).map(([name, schema]) => [`\`?${name}=\``, schema.description ?? '']),
    ...Object.entries(headers).map(([name, meaning]) => [`\`${name}\``, meaning]),
    ...(body === undefined ? [] : [['body', body.contentTypes.map((type) => `\`${type}\``).join(' ')]]),
  ]
  const outputs = Object.entries(route.answerHeaders ?? {}).map(([name, meaning]) => `\`${name}\` is ${meaning}`)
  return [
    `## \`${route.method} ${route.path}\``,
    `${route.summary}.`,
    ...(route.description === undefined ? [] : [route.description]),
    ...(inputs.length === 0 ? [] : [writeTable(['Takes', 'Meaning'], inputs)]),
    `Answers ${answer.status}: ${[answers, ...outputs].join('; ')}.${describeProblems(problems)}`,
  ].join('\n\n')
}

function describeProblems(codes: readonly ProblemCode[]): string {
  return codes.length === 0 ? '' : ` Refuses with ${codes.map((code) => `\`${code}\``).join(' ')}.`
}
