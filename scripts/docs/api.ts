// docs/api.md: what each entry point of the package exports, as its declarations and their comments say it.
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../pack/pack-package.ts';

const entryPoints = [
  ['account-links-contract', 'src/index.ts'],
  ['account-links-contract/provider', 'src/provider/index.ts'],
  ['account-links-contract/pact', 'src/pact/index.ts'],
] as const;

/** The document. Throws for a function, class or constant that has no comment: whoever uses it would have to guess. */
export function apiDocument(): string {
  const configPath = join(root, 'tsconfig.json');
  const config = ts.parseJsonConfigFileContent(ts.readConfigFile(configPath, ts.sys.readFile).config, ts.sys, root);
  const program = ts.createProgram(
    entryPoints.map(([, file]) => join(root, file)),
    config.options,
  );
  const sections = entryPoints.map(([name, file]) => section(name, file, program));
  const index = entryPoints.map(([name]) => `[\`${name}\`](#${anchor(name)})`).join(' · ');
  const head = ['# API', '', '<!-- Made by `npm run docs` from the comments of the code. -->', '', index, ''];
  return [...head, ...sections].join('\n');
}

function section(name: string, file: string, program: ts.Program): string {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(root, file));
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} exports nothing.`);
  const symbols = checker.getExportsOfModule(module).map(symbol => ({
    name: symbol.name,
    symbol: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  }));
  const byName = [...symbols].sort((a, b) => (a.name < b.name ? -1 : 1));
  const values = byName.filter(({ symbol }) => symbol.flags & ts.SymbolFlags.Value);
  const types = byName.filter(({ symbol }) => !(symbol.flags & ts.SymbolFlags.Value));
  const entries = [...values, ...types].map(one => entry(one.name, one.symbol, checker));
  return [`## ${name}`, '', ...entries].join('\n');
}

function entry(name: string, symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const comment = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
  const [declaration] = symbol.declarations ?? [];
  if (declaration === undefined) throw new Error(`${name} is declared nowhere.`);
  const isType = !(symbol.flags & ts.SymbolFlags.Value);
  if (comment === '' && !isType) throw new Error(`${name} is exported and has no comment that says what it does.`);
  const tags = symbol
    .getJsDocTags(checker)
    .map(({ name: tag, text }) => tagText(tag, ts.displayPartsToString(text).trim()));
  const code = ['```ts', declarationText(declaration, checker), '```'];
  return [`### ${name}`, '', ...(comment === '' ? [] : [comment, '']), ...tags, ...code, ''].join('\n');
}

function tagText(tag: string, text: string): string {
  if (tag === 'example') return `\`\`\`ts\n${text.replaceAll(/^```\w*\n?|```$/gm, '').trim()}\n\`\`\`\n`;
  return tag === 'param' ? `- \`${text.replace(/\s+-?\s*/, '`: ')}\n` : `_${tag}_: ${text}\n`;
}

/** A function without its body, a class and a type as they stand. */
function declarationText(node: ts.Declaration, checker: ts.TypeChecker): string {
  if (ts.isFunctionDeclaration(node)) {
    return textOf(node, node.getStart(), node.body?.getFullStart() ?? node.end).replace(/^export /, '');
  }
  if (ts.isVariableDeclaration(node)) {
    const type = node.type?.getText() ?? checker.typeToString(checker.getTypeAtLocation(node));
    return `const ${node.name.getText()}: ${type}`;
  }
  if (ts.isClassDeclaration(node)) {
    const members = node.members.map(member => {
      const body = ts.isConstructorDeclaration(member) || ts.isMethodDeclaration(member) ? member.body : undefined;
      const value = ts.isPropertyDeclaration(member) ? member.initializer : undefined;
      const end = body?.getFullStart() ?? (value === undefined ? member.end : value.getFullStart() - 1);
      return `  ${textOf(member, member.getStart(), end).trim().replace(/;$/, '')};`;
    });
    const start = textOf(node, node.getStart(), node.members.pos);
    return [start.replace(/^export /, '').trim(), ...members, '}'].join('\n');
  }
  return node.getText().replace(/^export /, '');
}

function textOf(node: ts.Node, from: number, to: number): string {
  return node.getSourceFile().text.slice(from, to).trim();
}

function anchor(name: string): string {
  return name.replaceAll(/[^\w-]/g, '');
}
