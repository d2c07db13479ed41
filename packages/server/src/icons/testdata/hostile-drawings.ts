/** Drawings that try to act, to load, or to hide something. */

const ns = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
/** Stands in every one of them and must come through. */
const shape = '<path d="M0 0h9v9z"/>'

function around(inside: string, attributes = ''): string {
  return `<svg ${ns} viewBox="0 0 9 9" ${attributes}>${inside}${shape}</svg>`
}

interface HostileDrawing {
  readonly name: string
  readonly svg: string
  /** What must come through; default: the shape. */
  readonly keeps?: string
}

export const hostileDrawings: readonly HostileDrawing[] = [
  { name: 'a script', svg: around('<script>alert(1)</script>') },
  { name: 'a script in CDATA', svg: around('<script><![CDATA[alert(1)]]></script>') },
  { name: 'a script by address', svg: around('<script href="https://evil.example/x.js"/>') },
  { name: 'a script by xlink', svg: around('<script xlink:href="data:text/javascript,alert(1)"/>') },
  { name: 'a script in large letters', svg: around('<SCRIPT>alert(1)</SCRIPT>') },
  { name: 'a script under a prefix', svg: around('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>') },
  { name: 'a script of HTML', svg: around('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>') },
  { name: 'a script in a group that is kept', svg: around('<g><g><script>alert(1)</script></g></g>') },
  { name: 'a handler on the root', svg: around('', 'onload="alert(1)"') },
  { name: 'a handler on a shape', svg: around('<rect onclick="alert(1)" width="1" height="1"/>') },
  { name: 'a handler in large letters', svg: around('<rect ONMOUSEOVER="alert(1)"/>') },
  { name: 'a handler behind a line break', svg: around('<rect\nonfocus\n=\n"alert(1)" tabindex="0"/>') },
  { name: 'a handler of an animation', svg: around('<animate onbegin="alert(1)" attributeName="x" dur="1s"/>') },
  { name: 'foreignObject', svg: around('<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"/></foreignObject>') },
  { name: 'foreignObject with a frame', svg: around('<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/></foreignObject>') },
  { name: 'a frame of HTML', svg: around('<iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(1)"/>') },
  { name: 'an image from elsewhere', svg: around('<image href="https://evil.example/pixel.png" width="1" height="1"/>') },
  { name: 'an image by xlink', svg: around('<image xlink:href="//evil.example/pixel.png"/>') },
  { name: 'an image that is an SVG in a data URL', svg: around('<image href="data:image/svg+xml;base64,PHN2Zz48L3N2Zz4="/>') },
  { name: 'use of another file', svg: around('<use href="https://evil.example/x.svg#a"/>') },
  { name: 'use of another file by xlink', svg: around('<use xlink:href="other.svg#a"/>') },
  { name: 'use of a data URL', svg: around('<use href="data:image/svg+xml,&lt;svg id=\'x\'/&gt;#x"/>') },
  { name: 'a link that runs', svg: around('<a href="javascript:alert(1)"><text>x</text></a>') },
  { name: 'a link by xlink with spaces and line breaks', svg: around('<a xlink:href=" java&#10;script:alert(1)"><text>x</text></a>') },
  { name: 'an animation of a link', svg: around('<a><animate attributeName="href" values="javascript:alert(1)"/></a>') },
  { name: 'set', svg: around('<set attributeName="onclick" to="alert(1)"/>') },
  { name: 'animateTransform', svg: around('<animateTransform attributeName="transform" onend="alert(1)"/>') },
  { name: 'animateMotion with a path', svg: around('<animateMotion><mpath xlink:href="https://evil.example#p"/></animateMotion>') },
  { name: 'a handler element', svg: around('<handler type="text/ecmascript">alert(1)</handler>') },
  { name: 'a listener of XML events', svg: around('<ev:listener xmlns:ev="http://www.w3.org/2001/xml-events" event="load" handler="#h"/>') },
  { name: 'a fill from elsewhere', svg: around('<rect fill="url(https://evil.example/x.svg#g)"/>') },
  { name: 'a fill from elsewhere in quotes', svg: around('<rect fill="url(&quot;//evil.example/x#g&quot;)"/>') },
  { name: 'a filter from elsewhere', svg: around('<rect filter="url(x.svg#f)"/>') },
  { name: 'a filter image', svg: around('<filter id="f"><feImage href="https://evil.example/x.png"/></filter>') },
  { name: 'a style attribute that loads', svg: around('<rect style="background:url(https://evil.example/x);fill:red"/>') },
  { name: 'a style attribute with a hidden word', svg: around(String.raw`<rect style="fill:u\72l(https://evil.example/x)"/>`) },
  { name: 'a style attribute with a comment in a word', svg: around('<rect style="fill:ur/**/l(https://evil.example/x)"/>') },
  { name: 'a style sheet that imports', svg: around('<style>@import url(https://evil.example/x.css);.a{fill:red}</style>') },
  { name: 'a style sheet that imports by text', svg: around('<style>@import "//evil.example/x.css";</style>') },
  { name: 'a style sheet with a font', svg: around('<style>@font-face{font-family:x;src:url(https://evil.example/x.woff)}</style>') },
  { name: 'a style sheet that loads', svg: around('<style>.a{fill:url(https://evil.example/x)}path{cursor:url(//evil.example/c)}</style>') },
  { name: 'a style sheet that reads attributes', svg: around('<style>path[d^="M0"]{fill:image-set("https://evil.example/x" 1x)}</style>') },
  { name: 'a style sheet in an escape', svg: around(String.raw`<style>.a{\66ill:red}@\69mport "//evil.example"</style>`) },
  { name: 'a style sheet that ends itself', svg: around('<style>&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;</style>') },
  { name: 'a style sheet in CDATA that ends itself', svg: around('<style><![CDATA[</style><script>alert(1)</script>]]></style>') },
  { name: 'an expression', svg: around('<rect style="width:expression(alert(1))"/>') },
  { name: 'a binding', svg: around('<rect style="-moz-binding:url(https://evil.example/x#y)"/>') },
  { name: 'a style sheet by instruction', svg: `<?xml-stylesheet href="https://evil.example/x.css"?>${around('')}` },
  { name: 'a style sheet of XSL', svg: `<?xml-stylesheet type="text/xsl" href="data:text/xml,x"?>${around('')}` },
  { name: 'another base', svg: around('<use href="x"/>', 'xml:base="https://evil.example/"') },
  { name: 'markup in a title', svg: around('<title>&lt;/title&gt;&lt;img src=x onx=alert(1)&gt;</title>'.replace('onx=', 'alt=')) },
  { name: 'markup in CDATA', svg: around('<desc><![CDATA[<img src="x">]]></desc>') },
  { name: 'a comment with markup', svg: around('<!-- <script>alert(1)</script> --><g/>') },
  { name: 'an attribute that ends itself', svg: around('<rect class="a&quot;&gt;&lt;script&gt;" id="&quot; onload=&quot;x"/>') },
  { name: 'an SVG in an SVG with a handler', svg: around('<svg onload="alert(1)"><script>alert(1)</script></svg>') },
  { name: 'an object', svg: around('<object xmlns="http://www.w3.org/1999/xhtml" data="https://evil.example"/>') },
  { name: 'sound and film', svg: around('<audio xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example/a"/><video href="x"/>') },
  { name: 'a discard', svg: around('<discard begin="0s"/>') },
  { name: 'mathematics with an action', svg: around('<maction xmlns="http://www.w3.org/1998/Math/MathML" actiontype="statusline#x">x</maction>') },
  { name: 'a namespace that looks like ours', svg: around('<x:script xmlns:x="http://www.w3.org/2000/svg ">alert(1)</x:script>') },
  { name: 'our elements under a prefix', svg: around('<q:rect xmlns:q="http://www.w3.org/2000/svg" q:onload="x()" width="3"/>'), keeps: '<rect width="3">' },
]

const nested = (levels: number): string => {
  const steps = Array.from(
    { length: levels },
    (_, at) => `<g id="l${at + 1}">${`<use href="#l${at}"/>`.repeat(10)}</g>`,
  )
  return around(`<defs><g id="l0"><path d="M0 0"/></g>${steps.join('')}</defs><use href="#l${levels}"/>`)
}

export const refusedDrawings: readonly { readonly name: string; readonly svg: string; readonly reason: RegExp }[] = [
  { name: 'a document type', svg: `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${around('')}`, reason: /DOCTYPE/ },
  { name: 'an entity', svg: `<!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]>${around('&x;')}`, reason: /DOCTYPE/ },
  { name: 'an entity from a file', svg: `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${around('<text>&x;</text>')}`, reason: /DOCTYPE/ },
  { name: 'an entity of parameters', svg: `<!doctype svg [<!ENTITY % x SYSTEM "http://evil.example/x.dtd"> %x;]>${around('')}`, reason: /DOCTYPE/ },
  {
    name: 'a bomb of entities',
    svg: `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>${around('<text>&c;</text>')}`,
    reason: /DOCTYPE/,
  },
  { name: 'an entity that nobody defined', svg: around('<text>&evil;</text>'), reason: /not XML/ },
  { name: 'a bomb of uses', svg: nested(8), reason: /too often/ },
  { name: 'a use of itself', svg: around('<g id="a"><use href="#a"/></g>'), reason: /uses itself/ },
  { name: 'two that use each other', svg: around('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), reason: /uses itself/ },
  { name: 'a pattern filled with itself by class', svg: around('<style>.a{fill:url(#p)}</style><pattern id="p"><rect class="a" width="1"/></pattern>'), reason: /uses itself/ },
  { name: 'HTML', svg: '<html><body><script>alert(1)</script></body></html>', reason: /does not begin with <svg/ },
  { name: 'HTML with an SVG in it', svg: `<html xmlns="http://www.w3.org/1999/xhtml">${around('')}</html>`, reason: /does not begin with <svg/ },
  { name: 'a tag that does not end', svg: `<svg ${ns} viewBox="0 0 1 1"><path d="M0 0`, reason: /not XML/ },
  { name: 'tags that cross', svg: around('<g><defs></g></defs>'), reason: /not XML/ },
  { name: 'an attribute twice', svg: around('<rect fill="red" fill="url(//evil.example)"/>'), reason: /not XML/ },
  { name: 'a prefix that nobody declared', svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><use xlink:href="#a"/></svg>`, reason: /not XML|own namespace/ },
  { name: 'nothing', svg: '', reason: /not XML/ },
  { name: 'another encoding', svg: `<?xml version="1.0" encoding="UTF-7"?>${around('+ADw-script+AD4-')}`, reason: /not UTF-8/ },
  { name: 'no size', svg: `<svg ${ns}><path d="M0 0"/></svg>`, reason: /neither width/ },
  { name: 'a size without end', svg: `<svg ${ns} viewBox="0 0 1e9 1e9"/>`, reason: /neither width/ },
  { name: 'too many elements', svg: around('<g/>'.repeat(5_000)), reason: /more than 4000 elements/ },
  { name: 'too deep', svg: around('<g>'.repeat(500) + '</g>'.repeat(500)), reason: /deep/ },
  { name: 'a large file', svg: around(`<desc>${'x'.repeat(70_000)}</desc>`), reason: /larger than 64 KiB/ },
]
