/** A connection that breaks because it was ordered to: what `fetch` would reject with. */
export class ConnectionFault extends TypeError {
  readonly code = 'ECONNRESET';

  constructor() {
    super('fetch failed: the connection was reset by a fault on order.');
    this.name = 'ConnectionFault';
  }
}
