/** A page of words that is readable without a script: documents, problems. */
const STYLE =
  ':root{color-scheme:light dark;background:Canvas;color:CanvasText}body{font:1rem/1.6 system-ui,sans-serif;max-width:48rem;margin:1.5rem auto 3rem;padding:0 1.25rem;overflow-wrap:anywhere}header{border-bottom:1px solid;padding-bottom:.75rem;margin-bottom:2.5rem}header a{font-weight:600;color:inherit;text-decoration:none}header a:hover{text-decoration:underline}h1{line-height:1.2}h2{font-size:1.15rem;margin-top:2rem}li{margin:.35rem 0}';

/** `body` is HTML, `title` is text. */
export const plainPage = (title: string, body: string, nonce: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)} · LeadGen</title><link rel="icon" href="data:,"><style nonce="${nonce}">${STYLE}</style></head>
<body><header><a href="/">LeadGen</a></header>
<main><h1>${escaped(title)}</h1>
${body}
</main></body>
</html>
`;

export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
