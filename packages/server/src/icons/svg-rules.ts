/** What may stand in a team's SVG. Whatever is not named here is left out, so that nothing has to be known of it. */

export const allowedElements: ReadonlySet<string> = new Set(
  (
    'svg g defs symbol use title desc style path rect circle ellipse line polyline polygon text tspan ' +
    'linearGradient radialGradient stop clipPath mask pattern marker filter ' +
    'feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR ' +
    'feGaussianBlur feMerge feMergeNode feMorphology feOffset'
  ).split(' '),
)

/** Elements whose text is kept. */
export const textElements: ReadonlySet<string> = new Set(['text', 'tspan', 'title', 'desc'])

/** What editors leave in their files; it draws nothing, and nobody needs to hear that it is gone. */
export const silentElements: ReadonlySet<string> = new Set(['metadata', 'switch', 'view', 'cursor'])

/** Properties that are attributes, and may stand in a style as well. */
export const allowedProperties: ReadonlySet<string> = new Set(
  (
    'clip-path clip-rule color color-interpolation-filters display dominant-baseline fill fill-opacity fill-rule ' +
    'filter flood-color flood-opacity font-family font-size font-style font-weight isolation letter-spacing ' +
    'marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order shape-rendering ' +
    'stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin ' +
    'stroke-miterlimit stroke-opacity stroke-width text-anchor transform transform-origin vector-effect visibility'
  ).split(' '),
)

export const allowedAttributes: ReadonlySet<string> = new Set([
  ...allowedProperties,
  ...(
    'amount baseFrequency class clipPathUnits cx cy d dx dy edgeMode exponent filterUnits fr fx fy gradientTransform ' +
    'gradientUnits height id in in2 intercept k1 k2 k3 k4 lengthAdjust markerHeight markerUnits markerWidth ' +
    'maskContentUnits maskUnits mode offset operator orient pathLength patternContentUnits patternTransform ' +
    'patternUnits points preserveAspectRatio primitiveUnits r radius refX refY result rotate rx ry slope spreadMethod ' +
    'stdDeviation tableValues textLength type values version viewBox width x x1 x2 y y1 y2'
  ).split(' '),
])
