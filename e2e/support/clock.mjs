// Moves official time of a demonstration, as a 系统管理员 does it (formats.md, For tests and training).
import assert from "node:assert/strict";

export class Clockkeeper {
  constructor(url, accounts) {
    this.url = url;
    this.account = accounts.find((one) => [].concat(one.roles).includes("system_administrator")) ?? accounts[0];
  }

  async moves(at) {
    this.cookies ??= await this.entersAs(this.account);
    const answer = await this.#posts("/demo/clock", { at }, this.cookies);
    assert.equal(answer.status, 303, `official time does not move to ${at}: ${answer.status} ${await answer.text()}`);
  }

  async entersAs({ login, password }) {
    const answer = await this.#posts("/desk/sign-in", { login, password }, "");
    assert.equal(answer.status, 303, `${login} does not get in: ${answer.status}`);
    return answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  }

  #posts(path, fields, cookie) {
    return fetch(this.url + path, { method: "POST", body: new URLSearchParams(fields), headers: { cookie }, redirect: "manual" });
  }
}
