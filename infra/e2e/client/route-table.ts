/** The paths of the dashboard, read from the text of its route table: a journey over all pages cannot forget a new one. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../../embedded/stack/repository-root';

export interface RouteTable {
  /** Open to everybody, such as `sign-in`. */
  readonly open: readonly string[];
  /** Behind a sign-in, such as `leads/:id`; `**` is every other address. */
  readonly guarded: readonly string[];
}

const SHELL = 'dashboard/src/app/shell/routes.ts';

export function dashboardRoutes(): RouteTable {
  const table: { open: string[]; guarded: string[] } = { open: [], guarded: [] };
  const read = (file: string, group: string[]): void => {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node, group: string[]): void => {
      // The routes of a capability stand in a file of its own.
      if (ts.isSpreadElement(node)) read(importedFrom(source, node.expression.getText()), group);
      const page = pathOf(node);
      if (page !== null) group.push(page);
      const within = ts.isPropertyAssignment(node) && node.name.getText() === 'children' ? table.guarded : group;
      node.forEachChild((child) => visit(child, within));
    };
    visit(source, group);
  };
  read(path.join(repositoryRoot(), SHELL), table.open);
  return table;
}

/** The path of a route that shows a page of its own; null for everything else. */
function pathOf(node: ts.Node): string | null {
  if (!ts.isObjectLiteralExpression(node)) return null;
  const fields = new Map(node.properties.filter(ts.isPropertyAssignment).map(({ name, initializer }) => [name.getText(), initializer]));
  const own = fields.get('path');
  return fields.has('loadComponent') && !fields.has('children') && own !== undefined && ts.isStringLiteral(own) ? own.text : null;
}

function importedFrom(source: ts.SourceFile, name: string): string {
  const declaration = source.statements.filter(ts.isImportDeclaration).find(({ importClause }) => importClause?.getText().includes(name));
  if (declaration === undefined || !ts.isStringLiteral(declaration.moduleSpecifier))
    throw new Error(`${source.fileName} does not say where ${name} comes from.`);
  return `${path.join(path.dirname(source.fileName), declaration.moduleSpecifier.text)}.ts`;
}
