// The dialect that Jenkins, GitLab and the others share (Surefire's): GitLab takes `classname` for the suite, keeps only
// the first of two cases with one name, and for years showed the text of a failure but not its `message`.

export interface Suite {
  readonly name: string;
  readonly tests: readonly Test[];
}

export interface Test {
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  /** The rule or code behind a failure or an error. */
  readonly type?: string;
  readonly message: string;
  /** The whole story: of a failure below its message, of a passed test as its output. */
  readonly text: string;
}

const time = ' time="0"';

/** The lines of the suites as a JUnit document: there may be very many. Names are made unique within their suite. */
export function* toJunitXml(suites: readonly Suite[]): Generator<string> {
  const tests = suites.flatMap(suite => suite.tests);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="account-links"${totals(tests)}${time}>\n`;
  for (const { name, tests } of suites) {
    const used = new Set<string>();
    yield `  <testsuite${attribute('name', name)}${totals(tests)}${skipped(tests)}${time}>\n`;
    for (const test of tests) {
      const lines = testLines(`account-links.${name}`, uniqueName(legal(test.name), used), test);
      yield `${lines.join('\n')}\n`;
    }
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

function totals(tests: readonly Test[]): string {
  return (
    attribute('tests', String(tests.length)) +
    attribute('failures', countOf(tests, 'failure')) +
    attribute('errors', countOf(tests, 'error'))
  );
}

/** Of a suite alone: the schema of Jenkins does not know it of all suites together. */
function skipped(tests: readonly Test[]): string {
  return attribute('skipped', countOf(tests, 'skipped'));
}

function countOf(tests: readonly Test[], outcome: Test['outcome']): string {
  return String(tests.filter(test => test.outcome === outcome).length);
}

function testLines(className: string, name: string, test: Test): string[] {
  const opened = `    <testcase${attribute('classname', className)}${attribute('name', name)}${attribute('time', '0')}`;
  const inside = outcomeLine(test);
  return inside === undefined ? [`${opened}/>`] : [`${opened}>`, `      ${inside}`, '    </testcase>'];
}

function outcomeLine({ outcome, type, message, text }: Test): string | undefined {
  if (outcome === 'passed') return text === '' ? undefined : `<system-out>${escaped(text)}</system-out>`;
  if (outcome === 'skipped') return `<skipped${attribute('message', message)}/>`;
  const attributes = attribute('type', type ?? outcome) + attribute('message', message);
  return `<${outcome}${attributes}>${escaped(`${message}\n\n${text}`.trimEnd())}</${outcome}>`;
}

function uniqueName(name: string, used: Set<string>): string {
  let unique = name;
  for (let count = 2; used.has(unique); count++) unique = `${name} (${count})`;
  used.add(unique);
  return unique;
}

function attribute(name: string, value: string): string {
  // A raw line break in an attribute is read as a space (XML 1.0, 3.3.3).
  const text = escaped(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
  return ` ${name}="${text}"`;
}

function escaped(text: string): string {
  return legal(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}

/** Without what XML 1.0 cannot hold, not even escaped (2.2): most control characters and unpaired surrogates. */
function legal(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '');
}
