// Moves official time of a demonstration, as a 系统管理员 does it (formats.md, For tests and training).
import assert from "node:assert/strict";
import { cookiesOf } from "./cookies.mjs";

export class Clockkeeper {
  constructor(url, accounts) {
    this.url = url;
    this.entered = new Map();
    this.account = accounts.find((one) => [].concat(one.roles).includes("system_administrator")) ?? accounts[0];
  }

  async moves(at) {
    const answer = await this.#posts("/demo/clock", { at }, await this.entersAs(this.account));
    assert.equal(answer.status, 303, `official time does not move to ${at}: ${answer.status} ${await answer.text()}`);
  }

  /** The cookies of somebody who has signed in; once for each. */
  async entersAs({ login, password }) {
    if (this.entered.has(login)) return this.entered.get(login);
    const answer = await this.#posts("/desk/sign-in", { login, password }, "");
    assert.equal(answer.status, 303, `${login} does not get in: ${answer.status}`);
    this.entered.set(login, cookiesOf(answer).join("; "));
    return this.entered.get(login);
  }

  #posts(path, fields, cookie) {
    return fetch(this.url + path, { method: "POST", body: new URLSearchParams(fields), headers: { cookie }, redirect: "manual" });
  }
}
