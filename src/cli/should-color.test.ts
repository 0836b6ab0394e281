import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shouldColor } from './should-color.ts';

const terminal = { isTTY: true };
const pipe = {};

it('colours a terminal and nothing else by itself', () => {
  assert.equal(shouldColor(undefined, {}, terminal), true);
  assert.equal(shouldColor(undefined, { CI: 'true', GITHUB_ACTIONS: 'true' }, pipe), false);
});

it('heeds the option before the environment', () => {
  assert.equal(shouldColor(true, { NO_COLOR: '1' }, pipe), true);
  assert.equal(shouldColor(false, { FORCE_COLOR: '1' }, terminal), false);
});

it('heeds NO_COLOR before FORCE_COLOR, unless it is empty', () => {
  assert.equal(shouldColor(undefined, { NO_COLOR: '1', FORCE_COLOR: '1' }, terminal), false);
  assert.equal(shouldColor(undefined, { NO_COLOR: '', FORCE_COLOR: '1' }, pipe), true);
});

it('takes 0 in FORCE_COLOR for no and in CLICOLOR_FORCE for nothing said', () => {
  assert.equal(shouldColor(undefined, { FORCE_COLOR: '0' }, terminal), false);
  assert.equal(shouldColor(undefined, { CLICOLOR_FORCE: '1' }, pipe), true);
  assert.equal(shouldColor(undefined, { CLICOLOR_FORCE: '0' }, pipe), false);
});

it('does not colour a dumb terminal', () => {
  assert.equal(shouldColor(undefined, { TERM: 'dumb' }, terminal), false);
});
