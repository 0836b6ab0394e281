// The canonical recording (schemas/shared/recording.schema.json): an exchange as one line of NDJSON.
import type { Body } from './body.ts';
import type { Exchange } from './exchange.ts';
import type { Headers } from './headers.ts';

/** One line of a canonical recording. Holds no secret, because an exchange does not. */
export interface Recording {
  readonly v: 1;
  readonly time: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: RecordedHeaders;
    readonly body: { readonly text: string } | null;
  };
  readonly response: {
    readonly status: number;
    readonly headers: RecordedHeaders;
    readonly body: { readonly text: string } | null;
  };
}

export type RecordedHeaders = readonly (readonly [name: string, value: string])[];

/** What `validate` reads back as the same exchange. */
export function toRecording({ request, response }: Exchange, time: Date): Recording {
  return {
    v: 1,
    time: time.toISOString(),
    request: {
      method: request.method,
      url: request.url,
      headers: pairsOf(request.headers),
      body: textOf(request.body),
    },
    response: { status: response.status, headers: pairsOf(response.headers), body: textOf(response.body) },
  };
}

function pairsOf(headers: Headers): RecordedHeaders {
  return [...headers].flatMap(([name, values]) => values.map(value => [name, value] as const));
}

/** A body that parsed is written as its value: spaces between its members are lost, and secrets with them. */
function textOf(body: Body): { readonly text: string } | null {
  if (body.kind === 'none') return null;
  return { text: body.kind === 'json' ? JSON.stringify(body.value) : body.text };
}
