// Replicates invented people between two PouchDBs, one behind express-pouchdb, through a proxy that counts bodies; prints `bytes N`
// for the session that carries the changes of both sides. Bodies only, as on our side: the proxy leaves heads out.
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const PouchDB = require('pouchdb').plugin(require('pouchdb-adapter-memory'));
const express = require('express');
const { people, changes } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));

const Memory = PouchDB.defaults({ adapter: 'memory' });
const app = express();
app.use('/', require('express-pouchdb')(Memory, { mode: 'minimumForPouchDB' }));
const server = http.createServer(app);
await new Promise((go) => server.listen(0, '127.0.0.1', go));

const counted = { there: 0, back: 0, trips: 0 };
const proxy = http.createServer((ask, answer) => {
  const head = { ...ask.headers, 'accept-encoding': 'gzip' };
  const on = http.request({ port: server.address().port, host: '127.0.0.1', method: ask.method, path: ask.url, headers: head }, (from) => {
    answer.writeHead(from.statusCode, from.headers);
    from.on('data', (part) => { counted.back += part.length; answer.write(part); });
    from.on('end', () => answer.end());
  });
  counted.trips += 1;
  ask.on('data', (part) => { counted.there += part.length; on.write(part); });
  ask.on('end', () => on.end());
});
await new Promise((go) => proxy.listen(0, '127.0.0.1', go));

const here = new PouchDB('here', { adapter: 'memory' });
const there = new PouchDB(`http://127.0.0.1:${proxy.address().port}/there`);
await here.bulkDocs(people.map((person, n) => ({ _id: `patient-${String(n).padStart(5, '0')}`, ...person })));
await here.sync(there);

const allergy = { substance: 'Пенициллин', severity: 'severe', status: 'active' };
const change = async (db, from) => {
  for (let n = from; n < from + changes; n += 1) {
    const doc = await db.get(`patient-${String(n).padStart(5, '0')}`);
    await db.put({ ...doc, allergies: [allergy] });
  }
};
await change(here, 0);
// At the centre, not over the line.
await change(new Memory('there'), changes);
Object.assign(counted, { there: 0, back: 0, trips: 0 });
const done = await here.sync(there);
console.log(`pushed ${done.push.docs_written} pulled ${done.pull.docs_written} requests ${counted.trips} there ${counted.there} back ${counted.back}`);
console.log(`bytes ${counted.there + counted.back}`);
process.exit(done.push.docs_written === changes && done.pull.docs_written === changes ? 0 : 1);
