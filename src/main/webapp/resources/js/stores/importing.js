/** Imports exported conversations one by one and reports on each. Loaded only by pages that import. */
import { appendMessage, createConversation } from '../api/conversations.js';
import { messageToWire } from './conversation-format.js';
import { thinking } from './thinking-times.js';
import { clipped, titleFrom } from './titles.js';

/** UTF-16 code units in the first request. A body may have 16 MiB, and a unit takes up to six bytes there. */
const FIRST_PART = 2 * 1024 * 1024;

/**
 * Importing the same conversation again within a day stores it once; later it is stored again.
 *
 * @param {string|object[]} json the text of an export, or its parsed JSON
 * @returns {Promise<{total: number, imported: object[], failed: {position: number, title: string, reason: string, error: Error}[]}>}
 *     `imported` holds the created conversations as the server answered them
 * @throws {Error} when it is no export; nothing is stored then
 */
export async function importAll(json) {
  const entries = listed(json);
  const report = { total: entries.length, imported: [], failed: [] };
  for (const [index, entry] of entries.entries()) {
    try {
      report.imported.push(await importOne(entry));
    } catch (error) {
      report.failed.push({ position: index + 1, title: String(entry?.title ?? ''), reason: error.message, error });
    }
  }
  return report;
}

function listed(json) {
  let entries = json;
  if (typeof json === 'string') {
    try {
      entries = JSON.parse(json);
    } catch {
      throw wrong('This file is not JSON', 'js.import.not-json');
    }
  }
  if (!Array.isArray(entries)) {
    const settings = entries && 'exportDate' in entries && 'ui' in entries;
    throw settings
      ? wrong('This is an export of settings, not of conversations', 'js.import.settings')
      : wrong('This file holds no list of conversations', 'js.import.no-list');
  }
  return entries;
}

async function importOne(entry) {
  if (!Array.isArray(entry?.messages)) {
    throw wrong('It has no list of messages', 'js.import.no-messages');
  }
  const messages = entry.messages.map(messageToWire);
  const first = firstPart(messages);
  const title = clipped(String(entry.title ?? '').trim() || titleFrom(messages[0]?.content ?? ''), 200);
  const metadata = { ...thinking(entry), importedFrom: origin(entry) };
  const key = `import-${fingerprint(entry)}`;
  const made = await createConversation(title, messages.slice(0, first), metadata, key);
  for (let position = first; position < messages.length; position++) {
    await appendMessage(made.id, messages[position], `${key}-${position}`);
  }
  return made;
}

/** An error with a text of the page; see error-words.js. */
function wrong(message, word) {
  return Object.assign(new Error(message), { word });
}

/** Keeps the values that the server replaces by its own. */
function origin(entry) {
  const kept = { id: entry.id, createdAt: entry.createdAt, updatedAt: entry.updatedAt };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined && value !== null));
}

function firstPart(messages) {
  let size = 0;
  const over = messages.findIndex((message) => (size += message.content.length + 200) > FIRST_PART);
  return over < 0 ? messages.length : Math.max(over, 1);
}

/** 106 bits over the entry's JSON (cyrb53 twice). Not a secret; equal for equal entries. */
function fingerprint(entry) {
  const text = JSON.stringify(entry);
  return hash(text, 1).toString(36) + '-' + hash(text, 2).toString(36);
}

function hash(text, seed) {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
