import { guessIconOf } from '@statusgraph/model'
import type { NodeKind } from '@statusgraph/model'
import { guessKind, guessKindOfName } from '../guess-kind.ts'
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
const holders = /\.(?:resourceicon\d*|producticon|group|groupcenter|icon2?|hexicon|(?<=cisco19\.)rect)$/i
/** What the shapes of Kubernetes call its kinds. */
const kubernetesKinds: ReadonlyMap<string, string> = new Map(
  Object.entries({
    c_role: 'cluster role',
    cm: 'config map',
    crb: 'cluster role binding',
    crd: 'custom resource',
    deploy: 'deployment',
    ds: 'daemon set',
    ep: 'endpoints',
    hpa: 'autoscaler',
    ing: 'ingress',
    netpol: 'network policy',
    ns: 'namespace',
    pv: 'persistent volume',
    pvc: 'volume claim',
    rb: 'role binding',
    rs: 'replica set',
    sa: 'service account',
    sc: 'storage class',
    sched: 'scheduler',
    sts: 'stateful set',
    svc: 'service',
    vol: 'volume',
  }),
)

const kindWords: readonly (readonly [pattern: RegExp, kind: NodeKind])[] = [
  [/\bactor\b|\bperson\b|\busers?\b|\bclient$|\bcustomer|administrator|smiley/, 'actor'],
  [/\blambda|\bfunctions?\b/, 'function'],
  [/\b(?:sqs|sns|queue|kinesis|eventbridge|(?:service|message) bus|event hubs?|pub ?sub|msk|mq|eventing)\b/, 'queue'],
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
  [/^cloud$|\binternet\b/, 'external'],
]
/** Shapes that are a drawing, a note or a text rather than a part of the system. */
const boxes =
  /^(?:text|note|callout|line|triangle|singleArrow|doubleArrow|step|card|document|tape|label|table|table ?row|partialRectangle|link|waypoint|crossbar|curlyBracket)\b/i

/**
 * What the style of a cell says: its kind, the product it stands for, and what to call it when nobody did.
 *
 * @param name of what is drawn, which tells the kind where the shape says nothing
 * @example describeShape(new Map([['shape', 'mxgraph.aws4.resourceIcon'], ['resIcon', 'mxgraph.aws4.s3']]), '')
 * // { kind: 'storage', title: 'AWS S3', technology: 'AWS S3' }
 */
export function describeShape(style: ReadonlyMap<string, string>, name: string): Shape {
  const raw = shapeOf(style)
  const picture = raw === 'image' ? pictureName(style.get('image') ?? '') : ''
  const vendor = vendors.find(([pattern]) => pattern.test(raw.toLowerCase()))?.[1]
  const title = picture === '' ? readableName(raw) : picture
  const technology = vendor === undefined ? productOf(picture) : nameProduct(vendor, title)
  const named = technology ?? title
  const kind =
    guessKind(technology) ??
    kindWords.find(([pattern]) => pattern.test(named.toLowerCase()))?.[1] ??
    plainKind(raw, name)
  return {
    kind,
    title: named === '' ? 'Box' : named.charAt(0).toUpperCase() + named.slice(1),
    // Vendors draw people too; these are no product of theirs.
    technology: kind === 'actor' ? undefined : technology,
  }
}

function nameProduct(vendor: string, title: string): string {
  const name = vendor === 'Kubernetes' ? (kubernetesKinds.get(title.replaceAll(' ', '_')) ?? title) : title
  // Many shapes are called by their vendor too: `mxgraph.azure.azure_load_balancer`.
  const own = name.replace(/^(?:aws|amazon|azure|google cloud(?: platform)?|ibm|kubernetes)(?: |$)/i, '')
  return `${vendor} ${vendor === '' ? name : own}`.trim()
}

/** A picture from somewhere is a product when there is an icon for its name. */
function productOf(picture: string): string | undefined {
  return picture !== '' && guessIconOf(picture) !== undefined ? picture : undefined
}

/** `nodejs` of `https://example.org/nodejs-icon-2048x128.png`; nothing where the name of the file is none. */
function pictureName(image: string): string {
  if (image.startsWith('data:')) return ''
  const file = /([^/?#]{1,100})\.(?:svg|png|gif|jpe?g|webp)(?:[?#].*)?$/i.exec(image.slice(0, 500))?.[1] ?? ''
  const name = file
    .replaceAll(/%[\da-f]{2}|[^\p{L}\d]+/giu, ' ')
    .replace(/ \d+(?: ?x ?\d+)?$/i, '')
    .replace(/(?: (?:icon|logo))+$/i, '')
    .trim()
  // Capitals within a word and long numbers are those of a key rather than a name.
  const isKey = /\d{3}/.test(name) || (/\p{Ll}\p{Lu}/u.test(name) && productOf(name) === undefined)
  return /^\p{L}{3}/u.test(name) && !isKey ? name : ''
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

/**
 * `img/lib/azure2/compute/Virtual_Machine.svg` is `azure2.compute.Virtual_Machine`, and the icons that the Kubernetes
 * community offers are those of its kinds; other pictures brought along are no shape.
 */
function imageOf(image: string): string {
  const own = /^(?:.*\/)?img\/lib\/(.{1,200})\.(?:svg|png|gif)$/i.exec(image.slice(0, 300))?.[1]
  if (own !== undefined) return own.replaceAll('/', '.')
  const kubernetes = /\/kubernetes\/community\/.{1,100}\/icons\/.{1,100}\/([\w-]{1,30}?)(?:-\d+)?\.(?:svg|png)/.exec(
    image.slice(0, 300),
  )?.[1]
  return kubernetes === undefined ? 'image' : `kubernetes.${kubernetes}`
}

function readableName(raw: string): string {
  const last = raw.split('.').at(-1) ?? raw
  return last
    .replace(/^(?:group|mx)_/i, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z]{3})(?=\d)/g, ' ')
    .replaceAll(/[_\s-]+/g, ' ')
    .replaceAll(/\b(?:s ?3|rds|ec ?2|sqs|sns|elb|eks|ecs|ecr|vpc|iam|kms|efs|ebs|vm)\b/gi, (short) =>
      short.replace(' ', '').toUpperCase(),
    )
    .replace(/ \d+x\d+$/, '')
    .replace(/ alt$/, '')
    .trim()
}

function plainKind(raw: string, name: string): NodeKind {
  // A picture is a part of the system when somebody called it something, or else decoration.
  if (raw === 'image') return name === '' ? 'box' : kindFromName(name)
  const isDrawing = boxes.test(raw) || raw.startsWith('mxgraph.flowchart') || raw.startsWith('mxgraph.basic')
  return isDrawing ? 'box' : kindFromName(name)
}

function kindFromName(name: string): NodeKind {
  return guessKindOfName(name) ?? 'service'
}
