/** What the page of the reference changes of Swagger UI: names, links and words in code that can be read, headings in order, an empty column less, and one column where there is room for no more. */
export const PAGE_STYLE = `
.swagger-ui .opblock.opblock-get .opblock-summary-method { background: #1d66a8; }
.swagger-ui .opblock.opblock-post .opblock-summary-method { background: #1b7547; }
.swagger-ui .opblock.opblock-put .opblock-summary-method { background: #955200; }
.swagger-ui .opblock.opblock-patch .opblock-summary-method { background: #0e6d60; }
.swagger-ui .opblock.opblock-delete .opblock-summary-method { background: #b92525; }
.swagger-ui .info a, .swagger-ui .info a .url { color: #1d66a8; }
.swagger-ui .info .title small.version-stamp { background: #4b6a02; }
.swagger-ui .btn.authorize { border-color: #1b7547; color: #1b7547; }
.swagger-ui .btn.authorize svg { fill: #1b7547; }
.swagger-ui .renderedMarkdown code { color: #6b0bc4; }
.swagger-ui .parameter__in { color: #595959; }
.swagger-ui .info h2 { font-size: 1.25rem; }
.swagger-ui .block > h2 { margin: 0 0 0.5rem; color: #3b4151; font: 600 1.5rem sans-serif; }
.swagger-ui .response-col_links { display: none; }
.swagger-ui .info { margin: 2rem 0; }
.swagger-ui .info .renderedMarkdown { max-width: 60rem; }
.swagger-ui .opblock-tag small { flex: 3; }
@media (max-width: 700px) {
  .swagger-ui .wrapper { padding: 0 0.75rem; }
  .swagger-ui .renderedMarkdown { overflow-wrap: anywhere; }
  .swagger-ui .opblock-tag { flex-wrap: wrap; }
  .swagger-ui .opblock-tag small { flex-basis: 100%; order: 3; padding: 0.25rem 0; }
  .swagger-ui .opblock .opblock-summary-path-description-wrapper { flex-direction: column; align-items: flex-start; }
  .swagger-ui .opblock .opblock-summary-path { max-width: 100%; }
  .swagger-ui .opblock-summary-control { min-width: 0; }
  .swagger-ui .copy-to-clipboard { display: none; }
  .swagger-ui .responses-inner { padding: 0.75rem; }
  .swagger-ui table thead { display: none; }
  .swagger-ui table tr, .swagger-ui table td { display: block; width: auto; max-width: none; }
  .swagger-ui table tbody tr td, .swagger-ui .parameters-col_name { min-width: 0; padding: 0.25rem 0; }
  .swagger-ui .table-container { padding: 0.75rem; }
}
`;
