// The door to ajv: schema → validator, now (`toValidator`) or as source code at build time (`toValidatorModule`).
import { _, Ajv2020, type CodeKeywordDefinition, type CodeOptions } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import type { Schema } from '../contract/schema.ts';
import { isUri } from './is-uri.ts';
import { createValidator, type Validator } from './violation.ts';

/** Compiles a schema into a validator. Throws when the schema is not one that ajv's strict mode accepts. */
export function toValidator(schema: Schema): Validator {
  return createValidator(() => schema, createAjv().compile(schema));
}

/**
 * The source of a CommonJS module that answers a function of the formats, and this one compiled schemas by name: without
 * ajv's compiler, and loaded when it is asked for in the middle of judging.
 */
export function toValidatorModule(schemas: { readonly [name: string]: Schema }): string {
  const ajv = createAjv({ esm: false });
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema({ ...withoutProse(schema), $id: name });
  const exported = Object.fromEntries(Object.keys(schemas).map(name => [name, name]));
  // Within parentheses: V8 takes a function that stands so (an arrow function is none) for one that is called at once, and
  // does not parse it twice.
  return `'use strict';\nmodule.exports = (function (formats) {\nconst exports = {};\n${standaloneCode.default(ajv, exported)}\nreturn exports;\n});\n`;
}

/** A schema without what no validator asks for, which would be the larger half of the module. */
function withoutProse(schema: Schema): Schema {
  const { title: _, description: __, examples: ___, 'x-evidence': ____, ...rest } = schema;
  const { properties, items, not, oneOf } = rest;
  return {
    ...rest,
    ...(properties === undefined
      ? {}
      : { properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, withoutProse(one)])) }),
    ...(items === undefined ? {} : { items: withoutProse(items) }),
    ...(not === undefined ? {} : { not: withoutProse(not) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map(withoutProse) }),
  };
}

function createAjv(code: CodeOptions = {}): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false, // the branches of a discriminator require members that their parent describes
    allErrors: true,
    messages: false, // we have our own words
    discriminator: true,
    code: { source: true, esm: true, formats: _`formats`, ...code },
  });
  ajv.addFormat('uri', isUri);
  ajv.addFormat('date-time', dateTime);
  ajv.addKeyword({ keyword: 'x-evidence', schemaType: 'object' });
  ajv.addKeyword(knownValues);
  return ajv;
}

/**
 * RFC 3339, section 5.6, with a space for the `T` as its note allows. ajv-formats takes an offset without its colon too,
 * which the clients of most languages do not.
 */
const dateTime =
  /^\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))[Tt ](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** An open enum: a string that is not known yet is reported, and `severityOf` makes a notice of it. */
const knownValues: CodeKeywordDefinition = {
  keyword: 'x-known-values',
  type: 'string',
  schemaType: 'array',
  code(context) {
    context.fail(_`!${context.schemaCode}.includes(${context.data})`);
  },
};
