// Asks the language server of Even Better TOML about places in documents, as an editor would.
//
//   node server.mjs FOLDER < questions.json > answers.json
//
// A question is { text, position: { line, character } | null }; its answer is { offered, hover, errors }. The documents
// stand in FOLDER as far as the server knows, which is where it looks for their schema; none is ever written. Where
// the server dies, its answer is { died } and there are none after it.

import { readFile } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { text as everything } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import taplo from "@taplo/lsp";

const folder = pathToFileURL(process.argv[2]).href;
const questions = JSON.parse(await everything(process.stdin));
const answers = [];

// The server fetches a catalogue of schemas when it starts. It gets an empty one: nothing here asks the network.
globalThis.fetch = async (request) => {
  const response = Response.json({ version: 1, schemas: [] });
  return Object.defineProperty(response, "url", { value: request.url ?? String(request) });
};

function finish() {
  process.stdout.write(JSON.stringify(answers), () => process.exit());
}

// A panic or an overflow of its stack ends the server for good.
process.on("uncaughtException", (error) => {
  answers.push({ died: String(error) });
  finish();
});

/** The path of a URL, with `/` on every system: as the extension has it. */
function path(url) {
  return decodeURIComponent(url).replace(process.platform === "win32" ? /^file:\/\/\/?/ : /^file:\/\//, "");
}

/** What the server wants of the machine: to read a schema, and nothing else. */
const environment = {
  now: () => new Date(),
  envVar: () => undefined,
  envVars: () => [],
  stdErrAtty: () => false,
  stdin: async () => new Uint8Array(),
  stdout: async (bytes) => bytes.length,
  stderr: async (bytes) => bytes.length,
  glob: () => [],
  readFile: (file) => readFile(file),
  writeFile: async () => {},
  urlToFilePath: path,
  isAbsolute,
  cwd: () => path(folder),
  findConfigFile: () => undefined,
};

const waiting = new Map(); // by the id of a request
const published = new Map(); // lists of errors, by the document's URI
let enough = () => {};

const server = await taplo.TaploLsp.initialize(environment, { onMessage: receive });

function receive(message) {
  if (message.method === "textDocument/publishDiagnostics") {
    const { uri, diagnostics } = message.params;
    published.set(uri, [...(published.get(uri) ?? []), diagnostics]);
    enough();
  } else if (message.method !== undefined && message.id !== undefined) {
    // `workspace/configuration`: nothing differs from what the extension has by default.
    server.send({ jsonrpc: "2.0", id: message.id, result: (message.params.items ?? []).map(() => null) });
  } else if (message.id !== undefined) {
    waiting.get(message.id)(message);
    waiting.delete(message.id);
  }
}

function tell(method, params) {
  server.send({ jsonrpc: "2.0", method, params });
}

let requests = 0;

function ask(method, params) {
  const id = ++requests;
  return new Promise((resolve, reject) => {
    waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)));
    server.send({ jsonrpc: "2.0", id, method, params });
  });
}

/** The errors of a document: of syntax, then of structure, then by the schema. The first list that is not empty is the last. */
function errors(uri) {
  return new Promise((resolve) => {
    enough = () => {
      const lists = published.get(uri) ?? [];
      const last = lists.at(-1) ?? [];
      if (last.length > 0 || lists.length === 3) {
        resolve(last.map(({ range, message }) => ({ line: range.start.line, message })));
      }
    };
    enough();
  });
}

async function answer({ text, position }, index) {
  const uri = `${folder}/place-${index}.toml`;
  tell("textDocument/didOpen", { textDocument: { uri, languageId: "toml", version: 1, text } });
  const found = { offered: [], hover: null, errors: await errors(uri) };
  if (position) {
    const at = { textDocument: { uri }, position };
    found.offered = ((await ask("textDocument/completion", at)) ?? []).map(({ label }) => label);
    found.hover = (await ask("textDocument/hover", at))?.contents.value ?? null;
  }
  tell("textDocument/didClose", { textDocument: { uri } });
  return found;
}

await ask("initialize", {
  processId: null,
  rootUri: folder,
  capabilities: {},
  workspaceFolders: [{ uri: folder, name: "solutions" }],
});
tell("initialized", {});
for (const [index, question] of questions.entries()) {
  answers.push(await answer(question, index));
}
finish();
