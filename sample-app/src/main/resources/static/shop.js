"use strict";

const articles = ["teapot", "mug"];
const accounts = ["alice", "bob"];
const find = id => document.getElementById(id);

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const answer = text === "" ? {} : JSON.parse(text);
  return { ok: response.ok, answer };
}

function say(text, refused) {
  const line = document.createElement("li");
  line.textContent = text;
  line.className = refused ? "refused" : "";
  find("answers").prepend(line);
  while (find("answers").children.length > 8) {
    find("answers").lastChild.remove();
  }
}

/** Sends one request and tells how it went. */
async function act(what, method, path, body) {
  const { ok, answer } = await call(method, path, body);
  say(ok ? what : `${what}: ${answer.detail ?? answer.error ?? "refused"}`, !ok);
  await show();
  return ok;
}

function newReference() {
  find("transfer").elements.reference.value = `t-${Date.now().toString(36)}`;
}

function row(cells, buttons = []) {
  const line = document.createElement("tr");
  cells.forEach((text, index) => {
    const cell = line.insertCell();
    cell.textContent = text;
    cell.className = index > 0 ? "number" : "";
  });
  if (buttons.length > 0) {
    const cell = line.insertCell();
    cell.className = "actions";
    buttons.forEach(([label, action]) => {
      const button = document.createElement("button");
      button.textContent = label;
      button.addEventListener("click", action);
      cell.append(button, " ");
    });
  }
  return line;
}

async function rush(sku) {
  const orders = Array.from({ length: 100 }, () => call("POST", `api/stock/${sku}/reservations`, { pieces: 1 }));
  const answers = await Promise.all(orders);
  const sold = answers.filter(order => order.ok).length;
  say(`Rush for ${sku}: ${sold} of 100 orders got a piece`, sold < 100);
  await show();
}

async function showStock() {
  const stocks = await Promise.all(articles.map(sku => call("GET", `api/stock/${sku}`)));
  find("stock").replaceChildren(...stocks.map(({ answer }, index) => {
    const sku = articles[index];
    const path = `api/stock/${sku}`;
    return row([sku, answer.available, answer.reserved], [
      ["Reserve", () => act(`Reserved one ${sku}`, "POST", `${path}/reservations`, { pieces: 1 })],
      ["Rush", () => rush(sku)],
      ["Deliver 10", () => act(`Delivered 10 of ${sku}`, "POST", `${path}/deliveries`, { pieces: 10 })],
    ]);
  }));
}

async function showAccounts() {
  const balances = await Promise.all(accounts.map(name => call("GET", `api/accounts/${name}`)));
  find("accounts").replaceChildren(...balances.map(({ answer }, index) =>
    row([accounts[index], Number(answer.balance).toFixed(2)])));
}

async function showCounters() {
  const { answer } = await call("GET", "api/counters");
  find("counters").replaceChildren(...Object.entries(answer).map(entry => row(entry)));
}

async function showLedger() {
  const { answer } = await call("GET", "api/ledger");
  const lines = answer.map(entry => {
    const line = document.createElement("li");
    line.textContent = `${entry.reference}: ${entry.from} → ${entry.to}, ${Number(entry.amount).toFixed(2)}`;
    return line;
  });
  find("ledger").replaceChildren(...lines);
}

async function showBackend() {
  const { answer } = await call("GET", "actuator/health");
  find("backend").textContent = answer.components?.atomic?.details?.backend ?? "the store";
}

async function show() {
  await Promise.all([showStock(), showAccounts(), showCounters(), showLedger()]);
}

find("transfer").addEventListener("submit", async event => {
  event.preventDefault();
  const transfer = Object.fromEntries(new FormData(event.target));
  const what = `Transfer ${transfer.reference}: ${transfer.amount} from ${transfer.from} to ${transfer.to}`;
  if (await act(what, "POST", "api/transfers", transfer)) {
    newReference();
  }
});
find("sync").addEventListener("click", () => act("Ledger synced", "POST", "api/ledger/sync"));

newReference();
call("POST", "api/counters/views").then(showBackend).then(show);
setInterval(show, 3000);
