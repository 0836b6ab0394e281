import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadCatalogue } from './contract.ts';
import { namedContract, selectContract } from './select-contract.ts';

const catalogue = loadCatalogue();
const select = (...headers: string[]) => {
  const { contract, stripeVersion, reason } = selectContract(catalogue, headers);
  return [contract.id, stripeVersion, reason];
};

describe('Selecting a contract', () => {
  it('follows the Stripe-Version that was sent', () => {
    assert.deepEqual(select('2026-06-24.dahlia'), ['2025-12-15.clover', '2026-06-24.dahlia', 'covered']);
    assert.deepEqual(select('2025-12-15.preview'), ['2025-07-30.preview', '2025-12-15.preview', 'covered']);
  });

  it('takes the default when no version was sent', () => {
    assert.deepEqual(select(), ['2025-12-15.clover', '2026-02-25.clover', 'missing']);
  });

  it('takes the newest of the channel for a version from the future', () => {
    assert.deepEqual(select('2031-01-01.zinnia'), ['2026-09-30.endive', '2026-10-28.endive', 'unknown']);
    assert.deepEqual(select('2031-01-01.preview'), ['2026-06-24.preview', '2026-08-26.preview', 'unknown']);
  });

  it('takes the one before for a version between two that are known', () => {
    assert.deepEqual(select('2025-05-01.preview'), ['2025-06-30.preview', '2025-04-30.preview', 'unknown']);
  });

  it('takes the first of the channel for a version older than the endpoint', () => {
    assert.deepEqual(select('2020-08-27'), ['2025-12-15.clover', '2025-12-15.clover', 'before-endpoint']);
    assert.deepEqual(select('2025-11-17.clover'), ['2025-12-15.clover', '2025-12-15.clover', 'before-endpoint']);
  });

  it('takes the newest for text that is no version', () => {
    assert.deepEqual(select('latest'), ['2026-09-30.endive', '2026-10-28.endive', 'unknown']);
  });

  it('lets the first of two headers judge and says so', () => {
    assert.deepEqual(select('2025-06-30.preview', '2026-09-30.endive').at(-1), 'repeated');
  });

  it('prefers the assumed version to a guess, but never to the version that was sent', () => {
    const assumed = namedContract(catalogue, '2026-09-30.endive');
    assert.equal(selectContract(catalogue, [], assumed).reason, 'assumed');
    assert.equal(selectContract(catalogue, ['2020-08-27'], assumed).contract.id, '2026-09-30.endive');
    assert.equal(selectContract(catalogue, ['2025-12-15.clover'], assumed).contract.id, '2025-12-15.clover');
  });

  it('refuses a name that no contract covers, and lists those known', () => {
    assert.throws(
      () => namedContract(catalogue, '2026-13-99'),
      /`2026-13-99`\. Known are: 2025-03-31\.preview, 2025-04-30\.preview … 2025-06-30\.preview, .*, 2025-12-15\.clover … 2026-08-26\.dahlia, /,
    );
  });
});
