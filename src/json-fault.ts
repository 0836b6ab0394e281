// Where a text stops being JSON. The messages of `JSON.parse` differ between versions of Node, and they quote the text:
// a quote would repeat what redaction takes out.

export interface JsonFault {
  /** Position in the text, in UTF-16 code units from 0. */
  readonly at: number;
  /** What is wrong there, without a word of the text. */
  readonly problem: string;
}

/** Finds the first fault of a text (RFC 8259); `undefined` if there is none and `JSON.parse` accepts it. */
export function jsonFault(text: string): JsonFault | undefined {
  const open: Closer[] = [];
  let state: State = 'value';
  for (const token of tokens(text)) {
    if ('problem' in token) return token;
    const next = step(state, token.kind, open);
    if (next === undefined) return { at: token.at, problem: expectations[state] };
    state = next;
  }
  return state === 'end' ? undefined : { at: text.length, problem: 'the text ends too early' };
}

/** The first fault as a phrase for a message. */
export function jsonFaultText(text: string): string {
  const fault = jsonFault(text);
  return fault === undefined ? 'no fault' : `${fault.problem} at character ${fault.at + 1}`;
}

const expectations = {
  value: 'expected a value',
  'value or ]': 'expected a value or `]`',
  name: 'expected a member name in double quotes',
  'name or }': 'expected a member name in double quotes or `}`',
  ':': 'expected `:`',
  ', or }': 'expected `,` or `}`',
  ', or ]': 'expected `,` or `]`',
  end: 'expected nothing more',
} as const;

type State = keyof typeof expectations;
type Closer = '}' | ']';
type Kind = '{' | '[' | Closer | ':' | ',' | 'string' | 'word' | 'other';

/** The state behind a token; `undefined` where the token must not stand. */
function step(state: State, kind: Kind, open: Closer[]): State | undefined {
  if (kind === open.at(-1) && state.includes(kind)) {
    open.pop();
    return behindValue(open);
  }
  switch (state) {
    case 'value':
    case 'value or ]':
      if (kind === '{') open.push('}');
      if (kind === '[') open.push(']');
      if (kind === '{') return 'name or }';
      if (kind === '[') return 'value or ]';
      return kind === 'string' || kind === 'word' ? behindValue(open) : undefined;
    case 'name':
    case 'name or }':
      return kind === 'string' ? ':' : undefined;
    case ':':
      return kind === ':' ? 'value' : undefined;
    case ', or }':
      return kind === ',' ? 'name' : undefined;
    case ', or ]':
      return kind === ',' ? 'value' : undefined;
    case 'end':
      return undefined;
  }
}

function behindValue(open: readonly Closer[]): State {
  const closer = open.at(-1);
  return closer === undefined ? 'end' : `, or ${closer}`;
}

function* tokens(text: string): Generator<{ readonly at: number; readonly kind: Kind } | JsonFault> {
  const blank = /[\t\n\r ]*/y;
  const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
  const skip = (pattern: RegExp, from: number): number => {
    pattern.lastIndex = from;
    return pattern.test(text) ? pattern.lastIndex : from;
  };
  for (let at = skip(blank, 0); at < text.length; ) {
    const sign = text.charAt(at);
    if (sign === '"') {
      const end = endOfString(text, at);
      if (typeof end !== 'number') return yield end;
      yield { at, kind: 'string' };
      at = end;
    } else if (isPunctuation(sign)) {
      yield { at, kind: sign };
      at++;
    } else {
      const end = skip(word, at);
      yield { at, kind: end === at ? 'other' : 'word' };
      at = end;
    }
    at = skip(blank, at);
  }
}

function isPunctuation(sign: string): sign is '{' | '[' | Closer | ':' | ',' {
  return '{}[]:,'.includes(sign);
}

/** The position behind a string that begins at `start`, or what is wrong with it. */
function endOfString(text: string, start: number): number | JsonFault {
  const plain = /[ !#-[\]-\uffff]*/y;
  const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
  for (let at = start + 1; ; ) {
    plain.lastIndex = at;
    plain.test(text);
    at = plain.lastIndex;
    if (at === text.length) return { at, problem: 'the text ends within a string' };
    if (text[at] === '"') return at + 1;
    if (text[at] !== '\\') return { at, problem: 'a control character in a string' };
    escaped.lastIndex = at;
    if (!escaped.test(text)) return { at, problem: 'a wrong escape in a string' };
    at = escaped.lastIndex;
  }
}
