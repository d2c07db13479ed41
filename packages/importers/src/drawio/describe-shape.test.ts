import { expect, test } from 'vitest'
import { describeShape } from './describe-shape.ts'

const shape = (style: Readonly<Record<string, string>>, name = ''): ReturnType<typeof describeShape> =>
  describeShape(new Map(Object.entries(style)), name)

test.each([
  [{ shape: 'mxgraph.azure.azure_load_balancer' }, 'Azure load balancer', 'gateway'],
  [{ shape: 'mxgraph.gcp2.google_cloud_platform' }, 'Google Cloud', 'service'],
  [{ shape: 'mxgraph.aws4.group', grIcon: 'mxgraph.aws4.group_aws_cloud_alt' }, 'AWS cloud', 'service'],
  [{ shape: 'mxgraph.aws4.resourceIcon', resIcon: 'mxgraph.aws4.personalize' }, 'AWS personalize', 'service'],
  [{ shape: 'image', image: 'img/lib/ibm/vpc/VPNGateway.svg' }, 'IBM VPN Gateway', 'gateway'],
  [
    {
      shape: 'image',
      image: 'https://example.org/kubernetes/community/raw/master/icons/png/resources/labeled/svc-128.png',
    },
    'Kubernetes service',
    'service',
  ],
  [{ shape: 'mxgraph.kubernetes.icon2', prIcon: 'ing' }, 'Kubernetes ingress', 'gateway'],
  [{ shape: 'mxgraph.kubernetes.icon2', prIcon: 'c_role' }, 'Kubernetes cluster role', 'service'],
  [{ shape: 'mxgraph.cisco19.rect', prIcon: 'l2_switch' }, 'l2 switch', 'service'],
])('the shape %j is %s, a %s', (style, technology, kind) => {
  expect(shape(style)).toMatchObject({ technology, kind })
})

test('a person is no product, whoever drew the icon', () => {
  expect(shape({ shape: 'mxgraph.aws4.resourceIcon', resIcon: 'mxgraph.aws4.users' })).toEqual({
    kind: 'actor',
    title: 'AWS users',
    technology: undefined,
  })
})

test.each([
  ['https://example.org/logos/nodejs-icon-2048x128.png?v=1', 'Nodejs', 'nodejs'],
  ['https://example.org/a/Team%20of%20two.svg', 'Team of two', undefined],
  ['https://example.org/512/891/891399.png', 'Image', undefined],
  ['https://example.org/PqKLmPS.png', 'Image', undefined],
  ['data:image/png,iVBORw0KGgo', 'Image', undefined],
])('a picture from %s that nobody named is called %s', (image, title, technology) => {
  expect(shape({ shape: 'image', image })).toMatchObject({ title, technology })
})

test('a name tells the kind of a box, and makes a picture a part of the system', () => {
  expect(shape({ rounded: '1' }, 'Redis').kind).toBe('cache')
  expect(shape({ shape: 'cylinder3' }, 'Redis').kind).toBe('database')
  expect(shape({ shape: 'image', image: 'data:image/png,x' }, 'Checkout').kind).toBe('service')
  expect(shape({ shape: 'image', image: 'data:image/png,x' }).kind).toBe('box')
})
