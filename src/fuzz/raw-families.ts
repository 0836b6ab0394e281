// The raw phase: faults below the schema. All are well-formed HTTP/1.1; what a provider says to them is assumed at most,
// and a refusal of the server's own, without our envelope, is no fault.
import type { Contract } from '../contract/contract.ts';
import { configurationsOf, type Family, flows } from './family.ts';
import { smallest } from './request-body.ts';
import { type Cast, situationOf, type TestCase, type Wire } from './test-case.ts';

const refused = (wire: Omit<Wire, 'refused'>): Wire => ({ ...wire, refused: true });
const open = (wire: Omit<Wire, 'refused'>): Wire => ({ ...wire, refused: false });

export function rawFamilies(contract: Contract, { existing }: Cast): readonly Family[] {
  const [account] = existing;
  if (account === undefined) return [];
  const body = smallest(account, flows[0], configurationsOf(contract).length > 0);
  const text = JSON.stringify(body);
  const wires: Record<string, readonly Wire[]> = {
    body: [
      refused({ text: '' }),
      refused({ text: 'account=acct_1&type=account_onboarding' }),
      refused({ text: text.slice(0, -5) }),
      refused({ text: '{' }),
      refused({ text: `${text}${text}` }),
      refused({ text: '<account/>' }),
      refused({ text: 'null' }),
      refused({ text: '"text"' }),
      refused({ text: '12' }),
      refused({ text: `[${text}]` }),
      open({ text: `\uFEFF${text}` }),
      open({ text: text.replace('{', '{"account":"acct_x",') }),
      open({ text: text.replace('"account_onboarding":', '"\\u0061ccount_onboarding":') }),
      refused({ text: '\u0000' }),
    ],
    'content-type': [
      refused({ headers: { 'content-type': ['application/x-www-form-urlencoded'] } }),
      refused({ headers: { 'content-type': ['text/plain'] } }),
      open({ headers: { 'content-type': [] } }),
      open({ headers: { 'content-type': ['application/json; charset=utf-8'] } }),
      open({ headers: { 'content-type': ['nonsense'] } }),
    ],
    key: [
      refused({ headers: { authorization: [] } }),
      refused({ headers: { authorization: ['Bearer'] } }),
      refused({ headers: { authorization: ['Bearer not-a-key'] } }),
      open({ headers: { authorization: ['nonsense'] } }),
    ],
    method: ['GET', 'PUT', 'PATCH', 'DELETE'].map(method =>
      open({ method, ...(method === 'GET' ? { text: '' } : {}) }),
    ),
    version: [
      open({ headers: { 'stripe-version': [] } }),
      open({ headers: { 'stripe-version': ['nonsense'] } }),
      open({ headers: { 'stripe-version': ['2020-08-27'] } }),
      open({ headers: { 'stripe-version': ['2099-01-01.preview'] } }),
      open({ headers: { 'stripe-version': [contract.id, contract.id] } }),
    ],
  };
  return Object.entries(wires).map(([name, list]) => ({
    id: `raw/${name}`,
    phase: 'raw',
    need: 'none',
    cases: list.map((wire): TestCase => ({ kind: `raw/${name}`, body, situation: situationOf(account), wire })),
  }));
}
