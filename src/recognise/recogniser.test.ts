import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createExchange } from '../exchange.ts';
import { createRecogniser } from './recogniser.ts';

describe('A recogniser without a machine', () => {
  it('recognises nothing, learns nothing, and asks for none again', () => {
    const judgement = { verdict: 'conforming', findings: [] } as const;
    let asked = 0;
    const recogniser = createRecogniser(
      () => judgement,
      [],
      () => {
        asked++;
        return undefined;
      },
    );
    const record = { format: 'ndjson', block: Buffer.from('{}'), start: 0, stop: 2 };
    const exchange = createExchange({
      ...{ source: 'log', entry: 1 },
      request: { method: 'POST', url: '/', headers: [], body: undefined },
      response: { status: 200, headers: [], body: undefined },
    });
    for (let count = 0; count < 100; count++) {
      assert.equal(recogniser.recognise(record), undefined);
      recogniser.learn({ record, exchange, judgement, read: () => assert.fail('nothing is read to be learned of') });
    }
    assert.equal(asked, 1);
  });
});
