import { writeFileSync } from 'node:fs';
import newman from 'newman';
import { calls } from './calls.mjs';

const header = headers => Object.entries(headers).map(([key, value]) => ({ key, value }));
const collection = {
  info: { name: 'Account links', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  item: calls.map(({ method, url, headers, text }, index) => ({
    name: `call ${index + 1}`,
    request: { method, url, header: header(headers), ...(text ? { body: { mode: 'raw', raw: text } } : {}) },
  })),
};
await new Promise((resolve, reject) => {
  newman.run(
    { collection, reporters: ['json'], reporter: { json: { export: 'out/newman.json' } } },
    (error, summary) => {
      if (error) return reject(error);
      // The collection with the answers saved as examples, as the SDK of Postman writes it.
      const items = summary.run.executions.map(({ item, request, response }) => ({
        ...item.toJSON(),
        request: request.toJSON(),
        response: [
          {
            name: 'saved',
            originalRequest: request.toJSON(),
            code: response.code,
            status: response.status,
            header: response.headers.toJSON(),
            body: response.text(),
          },
        ],
      }));
      writeFileSync('out/postman.json', JSON.stringify({ info: collection.info, item: items }, null, 2));
      resolve();
    },
  );
});
