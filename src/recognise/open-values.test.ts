import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createJudge } from '../check.ts';
import { loadCatalogue } from '../contract/contract.ts';
import { createExchange, type Exchange } from '../exchange.ts';
import type { Headers } from '../headers.ts';
import { flat } from '../readers/flat.ts';
import { readInputs } from '../readers/read-inputs.ts';
import { sightingOf } from '../rules/sighting.ts';
import { judgedHeaders } from './open-values.ts';

/** Compared with other exchanges, and with nothing in their own. */
const compared = ['idempotency-key', 'request-id'];

describe('The headers that are open', () => {
  it('are those that no rule asks for', async () => {
    const asked = new Set<string>();
    const judge = createJudge({ catalogue: loadCatalogue() });
    const recordings = new URL('../../cases/recordings/', import.meta.url).pathname;
    const stdin = (async function* () {})();
    for await (const record of flat(readInputs([recordings], { stdin, format: 'auto' }))) {
      if (record.kind !== 'exchange') continue;
      const exchange = spied(createExchange(record.exchange), asked);
      judge(exchange);
      sightingOf(exchange);
    }
    assert.deepEqual(
      [...asked].sort(),
      [...compared, ...judgedHeaders].filter(name => name !== 'authorization').sort(),
    );
  });
});

/** The same exchange, whose headers tell which of them were asked for. */
function spied(exchange: Exchange, asked: Set<string>): Exchange {
  const spy = (headers: Headers): Headers =>
    new (class extends Map<string, readonly string[]> {
      override get(name: string): readonly string[] | undefined {
        asked.add(name);
        return super.get(name);
      }
    })(headers);
  const { request, response } = exchange;
  return {
    ...exchange,
    request: { ...request, headers: spy(request.headers) },
    response: { ...response, headers: spy(response.headers) },
  };
}
