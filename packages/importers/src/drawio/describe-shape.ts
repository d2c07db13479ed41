import type { NodeKind } from '@statusgraph/model'
import { guessKind } from '../guess-kind.ts'
import { styleName } from './read-cells.ts'

/** What the drawing of a cell says about it. */
export interface Shape {
  readonly kind: NodeKind
  /** For a cell without a label: `Virtual machine`. */
  readonly title: string
  /** `AWS S3`, `Kubernetes pod`: only for shapes that stand for a product. */
  readonly technology?: string | undefined
}

/** The families of shapes whose names are names of products, by how draw.io calls them. */
const vendors: readonly (readonly [pattern: RegExp, vendor: string])[] = [
  [/^(?:mxgraph\.)?aws\w*\./, 'AWS'],
  [/^(?:mxgraph\.)?gcp\w*\./, 'Google Cloud'],
  [/^(?:mxgraph\.)?(?:azure\w*|mscae)\./, 'Azure'],
  [/^(?:mxgraph\.)?kubernetes2?\./, 'Kubernetes'],
  [/^(?:mxgraph\.)?ibm\w*\./, 'IBM'],
  [/^(?:mxgraph\.)?alibaba_cloud\./, 'Alibaba Cloud'],
  [/^(?:mxgraph\.)?openstack\./, 'OpenStack'],
  [/^(?:mxgraph\.)?(?:veeam|cisco\w*|citrix\w*|vvd)\./, ''],
  [/^(?:mxgraph\.)?(?:weblogos|webicons|logos|active_directory|dynamics365|sap|salesforce|atlassian)\./, ''],
]
/** Names of shapes that only hold another name, in another key of the style. */
const holders = /\.(?:resourceicon\d*|producticon|group|groupcenter|icon2?|hexicon)$/i

const kindWords: readonly (readonly [pattern: RegExp, kind: NodeKind])[] = [
  [/actor|person|\busers?\b|\bclient$|\bcustomer|administrator|smiley/, 'actor'],
  [/\blambda|\bfunctions?\b/, 'function'],
  [/\b(?:sqs|sns|queue|kinesis|eventbridge|service bus|event hubs?|pub ?sub|msk|mq|eventing)\b/, 'queue'],
  [/\b(?:elasticache|memcached|redis|cache)\b/, 'cache'],
  [/\b(?:s3|storage|bucket|blob|efs|ebs|disks?|files?|volume|glacier|archive|datastore [23]d)\b/, 'storage'],
  [
    /cylinder|data ?store|data ?base|\b(?:rds|dynamodb|aurora|redshift|documentdb|neptune|cosmos|sql|spanner|bigtable)\b/,
    'database',
  ],
  [
    /gateway|load balanc|\b(?:elb|alb|nlb|ingress|ing|cloudfront|route 53|firewall|router|proxy|front door)\b/,
    'gateway',
  ],
  [/rhombus|decision|diamond/, 'diamond'],
  [/hexagon|preparation/, 'hexagon'],
  [/^cloud$|\binternet\b|\bcloud$/, 'external'],
]
/** Shapes that are a drawing, a note or a text rather than a part of the system. */
const boxes =
  /^(?:text|note|callout|line|image|triangle|singleArrow|doubleArrow|step|card|document|tape|label|table|table ?row|partialRectangle|link|waypoint|crossbar|curlyBracket)\b/i

/**
 * What the style of a cell says: its kind, the product it stands for, and what to call it when nobody did.
 *
 * @example describeShape(new Map([['shape', 'mxgraph.aws4.resourceIcon'], ['resIcon', 'mxgraph.aws4.s3']]))
 * // { kind: 'storage', title: 'AWS S3', technology: 'AWS S3' }
 */
export function describeShape(style: ReadonlyMap<string, string>): Shape {
  const raw = shapeOf(style)
  const vendor = vendors.find(([pattern]) => pattern.test(raw.toLowerCase()))?.[1]
  const title = readableName(raw)
  const technology = vendor === undefined ? undefined : `${vendor} ${title}`.trim()
  const named = technology ?? title
  const kind =
    guessKind(technology) ?? kindWords.find(([pattern]) => pattern.test(named.toLowerCase()))?.[1] ?? plainKind(raw)
  return { kind, title: named === '' ? 'Box' : named.charAt(0).toUpperCase() + named.slice(1), technology }
}

function shapeOf(style: ReadonlyMap<string, string>): string {
  const name = style.get(styleName) ?? ''
  const shape = style.get('shape') ?? name
  if (holders.test(shape)) {
    const held = style.get('resIcon') ?? style.get('prIcon') ?? style.get('grIcon') ?? style.get('icon')
    // Kubernetes' shapes hold the name alone: `prIcon=pod`.
    if (held !== undefined) return held.includes('.') ? held : shape.replace(holders, `.${held}`)
  }
  if ((shape === 'image' || shape === 'label' || shape === 'icon') && style.has('image'))
    return imageOf(style.get('image') ?? '')
  return shape
}

/** `img/lib/azure2/compute/Virtual_Machine.svg` is `azure2.compute.Virtual_Machine`; pictures brought along are no name. */
function imageOf(image: string): string {
  const match = /^(?:.*\/)?img\/lib\/(.{1,200})\.(?:svg|png|gif)$/i.exec(image.slice(0, 300))
  return match?.[1]?.replaceAll('/', '.') ?? 'image'
}

function readableName(raw: string): string {
  const last = raw.split('.').at(-1) ?? raw
  return last
    .replace(/^(?:group|mx)_/i, '')
    .replaceAll(/([a-z])([A-Z0-9])/g, '$1 $2')
    .replaceAll(/[_\s-]+/g, ' ')
    .replaceAll(/\b(?:s ?3|rds|ec ?2|sqs|sns|elb|eks|ecs|ecr|vpc|iam|kms|efs|ebs|vm)\b/gi, (short) =>
      short.replace(' ', '').toUpperCase(),
    )
    .replace(/ \d+x\d+$/, '')
    .trim()
}

function plainKind(raw: string): NodeKind {
  if (
    raw === '' ||
    /^(?:rect\w*|rounded|ext|swimlane|group|html|component|module|cube|process\d?|ellipse|umlLifeline)$/i.test(raw)
  ) {
    return 'service'
  }
  return boxes.test(raw) || raw.startsWith('mxgraph.flowchart') || raw.startsWith('mxgraph.basic') ? 'box' : 'service'
}
