// What only a connection shows: requests that hang, answers that break off, bytes that do not fit their headers.
import type { ServerResponse } from 'node:http';
import { member } from '../../../src/json.ts';
import {
  flowOf,
  onSome,
  type Send,
  type Sent,
  unseenByPacts,
  unseenByPactsBut,
  type Variant,
  variant,
  type WireAnswer,
} from '../variant.ts';

function hanging(id: string, title: string, isMeant: (sent: Sent) => boolean): Variant {
  return { ...onSome(id, title, isMeant, () => new Promise(() => {})), hangs: true };
}

function sending(id: string, title: string, send: Send): Variant {
  return { ...variant(id, title, handle => handle), send };
}

function broken(): never {
  throw new Error('The connection is reset.');
}

function isUpdate({ body }: Sent): boolean {
  return member(member(body, 'use_case'), 'type') === 'account_update';
}

const hangs: readonly Variant[] = [
  hanging('hangs-on-updates', 'Never answers an update.', isUpdate),
  ...[
    hanging('hangs-on-lists', 'Never answers a body that is a list.', ({ text }) => text.startsWith('[')),
    hanging('hangs-on-empty-body', 'Waits for a body that does not come.', ({ text }) => text === ''),
  ].map(unseenByPacts),
  {
    ...sending('drips', 'Never comes to the end of a success.', ({ status, headers, body }, outgoing) => {
      outgoing.writeHead(status, headers.flat());
      if (status === 200) outgoing.write(body.subarray(0, 20));
      else outgoing.end(body);
    }),
    hangs: true,
  },
  {
    ...sending('length-too-great', 'Announces more bytes of a success than it sends.', (answer, outgoing) =>
      sendLength(answer, outgoing, 10),
    ),
    hangs: true,
  },
];

const breaks: readonly Variant[] = [
  onSome('breaks-on-updates', 'Breaks the connection on an update.', isUpdate, broken),
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
  sending('breaks-off', 'Breaks off in the middle of a success.', ({ status, headers, body }, outgoing) => {
    outgoing.writeHead(status, [...headers.flat(), 'Content-Length', String(body.length)]);
    if (status === 200) outgoing.write(body.subarray(0, body.length >> 1), () => outgoing.destroy());
    else outgoing.end(body);
  }),
  sending(
    'chunks-without-end',
    'Breaks off before the last chunk of a success.',
    ({ status, headers, body }, outgoing) => {
      outgoing.writeHead(status, headers.flat());
      if (status === 200) outgoing.write(body, () => outgoing.destroy());
      else outgoing.end(body);
    },
  ),
  sending('length-too-small', 'Announces fewer bytes of a success than it sends.', (answer, outgoing) =>
    sendLength(answer, outgoing, -10),
  ),
  sending('not-http', 'Answers a success in no form of HTTP.', ({ status, headers, body }, outgoing) => {
    if (status === 200) outgoing.socket?.end(body);
    else outgoing.writeHead(status, headers.flat()).end(body);
  }),
];

function sendLength({ status, headers, body }: WireAnswer, outgoing: ServerResponse, more: number): void {
  const length = body.length + (status === 200 ? more : 0);
  outgoing.writeHead(status, [...headers.flat(), 'Content-Length', String(length)]);
  outgoing.end(body);
}

export const wire: readonly Variant[] = [...hangs, ...breaks];
