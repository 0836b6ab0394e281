// The bundle of the command line names at the head of each file all that the file may ever need. What a run may well end
// without is asked for where it is used instead: a module of Node costs up to three milliseconds of a start, and a file
// of ours a quarter for each ten thousand characters.

/** What every command needs, and what is asked for too often to go through a function. */
const always = /^(?:\.\/(?:command-line|judging|rolldown-runtime)\.js|(?:node:)?(?:fs|path|buffer))$/;

/**
 * The code of a CommonJS file, as the bundler writes it, that requires the modules of Node and the files beside it when it
 * first uses them. What it does not know to rewrite stays as it was.
 */
export function requireAtUse(code: string): string {
  let rewritten = code;
  for (const [statement, name = '', id = ''] of code.matchAll(/^(?:let|const) (\w+) = require\("([^"]+)"\);$/gm)) {
    if (always.test(id) || !/^(?:\.\/|node:)/.test(id)) continue;
    const rest = rewritten.replace(statement, '\0');
    // In parentheses, so that `new` takes the member for what is to be made, and not the function.
    const used = rest.replace(new RegExp(`(?<![\\w$])${name}\\.(?=\\w)`, 'g'), `(${name}$()).`);
    if (new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(used)) continue;
    rewritten = used.replace('\0', () => `let ${name};\nconst ${name}$ = () => (${name} ??= require("${id}"));`);
  }
  return rewritten;
}
