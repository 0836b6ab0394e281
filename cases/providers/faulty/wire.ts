// What only a connection shows: requests that hang, answers that break off, bytes that do not fit their headers.

import { ConnectionFault, type DataFault } from '../../../src/provider/index.ts';
import { flowOf, onSome, said, sending, unseenByPacts, unseenByPactsBut, type Variant } from '../variant.ts';

type OnWire = Extract<DataFault, { kind: 'truncate' | 'stall' | 'garbage' | 'length' }>;

/** Happens to every success. */
function onSuccesses(id: string, title: string, fault: OnWire): Variant {
  return { ...said(id, title, { ...fault, when: { success: true }, times: 1_000_000 }), isOnWire: true };
}

function broken(): never {
  throw new ConnectionFault();
}

const update = { '/use_case/type': 'account_update' };

const hangs: readonly Variant[] = [
  {
    ...said('hangs-on-updates', 'Never answers an update.', { kind: 'hang', where: update, times: 1_000_000 }),
    hangs: true,
  },
  ...[
    onSome(
      'hangs-on-lists',
      'Never answers a body that is a list.',
      ({ text }) => text.startsWith('['),
      () => new Promise<Response>(() => {}),
    ),
    onSome(
      'hangs-on-empty-body',
      'Waits for a body that does not come.',
      ({ text }) => text === '',
      () => new Promise<Response>(() => {}),
    ),
  ].map(fault => unseenByPacts({ ...fault, hangs: true })),
  { ...onSuccesses('drips', 'Never comes to the end of a success.', { kind: 'stall' }), hangs: true },
  {
    ...onSuccesses('length-too-great', 'Announces more bytes of a success than it sends.', { kind: 'length', by: 10 }),
    hangs: true,
  },
];

const breaks: readonly Variant[] = [
  said('breaks-on-updates', 'Breaks the connection on an update.', { kind: 'reset', where: update, times: 1_000_000 }),
  ...[
    onSome(
      'breaks-on-null',
      'Breaks the connection when a member is null.',
      ({ text }) => text.includes(':null'),
      broken,
    ),
    onSome(
      'breaks-without-return-url',
      'Breaks the connection when there is no `return_url`.',
      ({ body }) => flowOf(body)['refresh_url'] !== undefined && flowOf(body)['return_url'] === undefined,
      broken,
    ),
  ].map(unseenByPactsBut('breaks-without-return-url')),
  onSuccesses('breaks-off', 'Breaks off in the middle of a success.', { kind: 'truncate' }),
  sending(
    'chunks-without-end',
    'Breaks off before the last chunk of a success.',
    ({ status, headers, body }, outgoing) => {
      outgoing.writeHead(status, headers.flat());
      if (status === 200) outgoing.write(body, () => outgoing.destroy());
      else outgoing.end(body);
    },
  ),
  onSuccesses('length-too-small', 'Announces fewer bytes of a success than it sends.', { kind: 'length', by: -10 }),
  onSuccesses('not-http', 'Answers a success in no form of HTTP.', { kind: 'garbage' }),
];

export const wire: readonly Variant[] = [...hangs, ...breaks];
