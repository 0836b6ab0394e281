// Answers that do not arrive as they should.
import type { ServerResponse } from 'node:http';
import { type Answer, halfOf, lengthOf, type Wire } from './answer.ts';

/** Writes an answer in the way that was ordered. */
export function sendOddly(wire: Wire, { status, headers, body }: Answer, outgoing: ServerResponse): void {
  const writeHead = (more: number): void =>
    void outgoing.writeHead(status, { ...headers, 'Content-Length': lengthOf(body) + more });
  if (typeof wire === 'object') {
    if ('send' in wire) {
      wire.send({ status, headers: Object.entries(headers), body: Buffer.from(body ?? '') }, outgoing);
      return;
    }
    writeHead(wire.by);
    outgoing.end(body ?? '');
    return;
  }
  switch (wire) {
    case 'reset':
      outgoing.socket?.resetAndDestroy();
      break;
    case 'hang':
      break; // until the client or the server has enough of it
    case 'garbage':
      outgoing.socket?.end(body ?? '');
      break;
    case 'truncate':
      writeHead(0);
      outgoing.write(halfOf(body ?? ''), () => outgoing.destroy());
      break;
    case 'stall':
      writeHead(0);
      outgoing.write(halfOf(body ?? ''));
  }
}
