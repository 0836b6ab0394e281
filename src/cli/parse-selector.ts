import { ToolError } from '../errors.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { didYouMean } from './did-you-mean.ts';

/** A consumer version selector. A broker takes no notice of a member that it does not know, so that we must. */
export function parseSelector(given: string, name: string): JsonObject {
  const selector = parse(given);
  const example = `'{"mainBranch": true}'`;
  if (!isJsonObject(selector) || Object.keys(selector).length === 0) {
    throw new ToolError('usage', `--${name} takes a JSON object such as ${example}, not \`${given}\`.`);
  }
  const unknown = Object.keys(selector).find(member => !members.includes(member));
  if (unknown === undefined) return selector;
  const advice = didYouMean(unknown, members, '');
  throw new ToolError('usage', `--${name} knows no member \`${unknown}\`.${advice} Known are: ${members.join(', ')}.`);
}

/** https://docs.pact.io/pact_broker/advanced_topics/consumer_version_selectors */
const members: readonly string[] = [
  ...['mainBranch', 'branch', 'fallbackBranch', 'matchingBranch', 'consumer', 'latest', 'tag', 'fallbackTag'],
  ...['deployed', 'released', 'deployedOrReleased', 'environment'],
];

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
