// jsdom brings no fetch; browsers do. The dashboard's specs get Node's classes, which follow the same standard.
const { default: JsdomEnvironment } = require('jest-environment-jsdom');

module.exports = class extends JsdomEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { Headers, Request, Response, ReadableStream, TextDecoder, TextEncoder });
    // jsdom's class under this name is not the one that Node's fetch and streams know.
    Object.assign(this.global, { AbortController, AbortSignal, DOMException });
  }
};
