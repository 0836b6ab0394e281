import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ToolError } from '../errors.ts';
import type { ProviderState } from './provider.ts';
import { createStates, type States } from './states.ts';

const exists = (account: string, ...configurations: string[]): ProviderState => ({
  state: 'an account exists',
  params: { account, configurations },
});
const missing = (account: string): ProviderState => ({ state: 'no account exists', params: { account } });
const limited = (account: string): ProviderState => ({ state: 'the account is rate limited', params: { account } });
const blocked: ProviderState = { state: 'Accounts v2 is not enabled for the platform', params: {} };

const original = { id: 'acct_0', configurations: ['customer'] };
const configurationsOf = (states: States, id: string) => states.accountOf(id)?.configurations;

describe('createStates', () => {
  it('starts with the accounts it is given and nothing else', () => {
    const states = createStates([original]);
    assert.deepEqual(states.accountOf('acct_0'), original);
    assert.equal(states.accountOf('acct_1'), undefined);
    assert.equal(states.isPlatformBlocked(), false);
    assert.equal(states.isRateLimited('acct_0'), false);
  });

  it('keeps states of several accounts at once', () => {
    const states = createStates([]);
    states.setUp(exists('acct_1', 'merchant'));
    states.setUp(exists('acct_2', 'recipient'));
    states.setUp(limited('acct_3'));
    assert.deepEqual(configurationsOf(states, 'acct_1'), ['merchant']);
    assert.deepEqual(configurationsOf(states, 'acct_2'), ['recipient']);
    assert.equal(states.isRateLimited('acct_3'), true);
    assert.equal(states.isRateLimited('acct_1'), false);
  });

  it('replaces a state that is set up again, so that one teardown undoes it', () => {
    const states = createStates([]);
    states.setUp(exists('acct_1', 'merchant'));
    states.setUp(exists('acct_1', 'recipient'));
    assert.deepEqual(configurationsOf(states, 'acct_1'), ['recipient']);
    states.tearDown(exists('acct_1', 'recipient'));
    assert.equal(states.accountOf('acct_1'), undefined);
  });

  it('brings back the account that was there before', () => {
    const states = createStates([original]);
    states.setUp(exists('acct_0', 'merchant'));
    states.tearDown(exists('acct_0', 'merchant'));
    assert.deepEqual(states.accountOf('acct_0'), original);
    states.setUp(missing('acct_0'));
    assert.equal(states.accountOf('acct_0'), undefined);
    states.tearDown(missing('acct_0'));
    assert.deepEqual(states.accountOf('acct_0'), original);
  });

  it('lets the later of two contradicting states hold, and the other when that is gone', () => {
    const states = createStates([]);
    states.setUp(exists('acct_1', 'merchant'));
    states.setUp(missing('acct_1'));
    assert.equal(states.accountOf('acct_1'), undefined);
    states.setUp(exists('acct_1', 'recipient'));
    assert.deepEqual(configurationsOf(states, 'acct_1'), ['recipient']);
    states.tearDown(exists('acct_1'));
    assert.equal(states.accountOf('acct_1'), undefined);
  });

  it('ends where it began, whatever the order of the teardowns', () => {
    const all = [exists('acct_0', 'merchant'), missing('acct_0'), limited('acct_0'), blocked];
    for (const order of permutations(all)) {
      const states = createStates([original]);
      for (const state of all) states.setUp(state);
      assert.equal(states.isPlatformBlocked() && states.isRateLimited('acct_0'), true);
      for (const state of order) states.tearDown(state);
      assert.deepEqual(states.accountOf('acct_0'), original);
      assert.equal(states.isPlatformBlocked() || states.isRateLimited('acct_0'), false);
    }
  });

  it('has nothing to undo for a state that is not set up', () => {
    const states = createStates([original]);
    for (const state of [exists('acct_0'), missing('acct_0'), limited('acct_0'), blocked]) states.tearDown(state);
    assert.deepEqual(states.accountOf('acct_0'), original);
  });

  it('does not share the list of configurations with its caller', () => {
    const states = createStates([]);
    const configurations = ['merchant'];
    states.setUp({ state: 'an account exists', params: { account: 'acct_1', configurations } });
    configurations.push('recipient');
    assert.deepEqual(configurationsOf(states, 'acct_1'), ['merchant']);
  });

  it('tears an account down by its id alone', () => {
    const states = createStates([]);
    states.setUp(exists('acct_1', 'merchant'));
    states.tearDown({ state: 'an account exists', params: { account: 'acct_1' } });
    assert.equal(states.accountOf('acct_1'), undefined);
  });

  for (const state of ['an account', '', '__proto__', 'constructor', 'An Account Exists']) {
    it(`refuses the unknown state ${JSON.stringify(state)} and names the known ones`, () => {
      const refused = (thrown: unknown) =>
        thrown instanceof ToolError &&
        thrown.code === 'states-failed' &&
        thrown.message.includes('the account is rate limited');
      assert.throws(() => createStates([]).setUp({ state, params: {} }), refused);
      assert.throws(() => createStates([]).tearDown({ state, params: {} }), refused);
    });
  }

  for (const params of [
    {},
    { account: '' },
    { account: 1, configurations: [] },
    { account: 'acct_1' },
    { account: 'acct_1', configurations: 'merchant' },
    { account: 'acct_1', configurations: [1] },
  ]) {
    it(`refuses an account from ${JSON.stringify(params)}`, () => {
      assert.throws(() => createStates([]).setUp({ state: 'an account exists', params }), ToolError);
    });
  }

  it('refuses to hold more accounts than a test can need', () => {
    const states = createStates([]);
    for (let count = 0; count < 100_000; count++) states.setUp(missing(`acct_${count}`));
    assert.throws(() => states.setUp(missing('acct_x')), /tear some down/);
    states.setUp(missing('acct_1'));
  });
});

function permutations<T>(values: readonly T[]): readonly (readonly T[])[] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, index) => permutations(values.toSpliced(index, 1)).map(rest => [value, ...rest]));
}
