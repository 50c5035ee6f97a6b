// Copies in the browser's database: {id, user, page, title, time, base, sealed}. The text is sealed with a key that the
// server gives to its owner alone, where the browser has cryptography (https, or one's own machine).
import { told } from "./words.js";

const NAME = "warraq-kept";
const COPIES = "copies";
const LONGEST = 30 * 86_400_000; // milliseconds after which a copy nobody asked for is forgotten
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(COPIES, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function ask(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const deal = database.transaction(COPIES, mode);
    const request = work(deal.objectStore(COPIES));
    deal.oncomplete = () => resolve(request?.result);
    deal.onerror = deal.onabort = () => reject(deal.error);
  });
}

let key;
function keyOf() {
  if (!globalThis.crypto?.subtle) return null;
  const bytes = Uint8Array.from(atob(told.key), (letter) => letter.charCodeAt(0));
  key ??= crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  return key;
}

async function seal(content) {
  const text = JSON.stringify(content);
  const own = await keyOf();
  if (!own) return { text };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, own, new TextEncoder().encode(text)) };
}

async function unseal(sealed) {
  if (sealed.text) return JSON.parse(sealed.text);
  const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, await keyOf(), sealed.bytes);
  return JSON.parse(new TextDecoder().decode(bytes));
}

export const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Keep a copy; `content` is {title, pairs}. */
export async function keep(id, page, base, content) {
  const sealed = await seal(content);
  await ask("readwrite", (store) => store.put({ id, user: told.user, page, base, time: Date.now(), sealed }));
}

export const forget = (id) => ask("readwrite", (store) => store.delete(id));

/** Copies of whoever is signed in, the newest first, without those that an open window is writing. */
export async function mine() {
  const all = await ask("readonly", (store) => store.getAll());
  await Promise.all(all.filter((copy) => Date.now() - copy.time > LONGEST).map((copy) => forget(copy.id)));
  const held = (await navigator.locks?.query())?.held.map((lock) => lock.name) ?? [];
  const own = all.filter((copy) => copy.user === told.user && !held.includes(lockOf(copy.id)));
  const read = await Promise.all(own.map(async (copy) => {
    try {
      return { ...copy, ...await unseal(copy.sealed) };
    } catch {
      return null; // the site has another secret key now
    }
  }));
  return read.filter(Boolean).sort((one, other) => other.time - one.time);
}

/** Every copy of whoever is signed in, also those of open windows: before signing out. */
export async function numbersOfMine() {
  const all = await ask("readonly", (store) => store.getAll());
  return all.filter((copy) => copy.user === told.user).map((copy) => copy.id);
}

const lockOf = (id) => `warraq-kept:${id}`;

/** Hold the copy as this window's for as long as it is open. */
export function hold(id) {
  navigator.locks?.request(lockOf(id), () => new Promise(() => {}));
}
