/**
 * How the page of the reference starts Swagger UI, and what it changes of its parts so that anybody can use them: landmarks, a heading
 * over the routes, no link inside a button, a name for every choice, and examples that the keyboard can scroll.
 */
export const PAGE_SCRIPT = `
const accessible = ({ React: { createElement: make, Fragment } }) => {
  const inside = (element, named) => (Part) => (own) => make(element, named, make(Part, own));
  return {
    wrapComponents: {
      InfoContainer: inside('section', { 'aria-label': 'About' }),
      AuthorizeBtnContainer: inside('section', { 'aria-label': 'Access' }),
      FilterContainer: inside('search'),
      operations: (Routes) => (own) => make(Fragment, null, make('h2', null, 'Routes'), make(Routes, own)),
      DeepLink: () => ({ text }) => make('span', null, text),
      contentType: (Choice) => (own) => make(Choice, { ariaLabel: 'Media type', ...own }),
      ExamplesSelect: inside('label', { 'aria-label': 'Example' }),
      Select: inside('label', { 'aria-label': 'Value' }),
      PlainTextViewer: () => ({ className, children }) => make('pre', { className: 'microlight ' + className, tabIndex: 0 }, children),
    },
  };
};
SwaggerUIBundle({
  url: '/api/docs-json',
  dom_id: '#reference',
  deepLinking: true,
  filter: true,
  defaultModelsExpandDepth: 0,
  syntaxHighlight: false,
  plugins: [accessible],
});
`;
