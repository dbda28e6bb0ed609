/** Target over sockets: HTTP/1.1 and WebSocket on Netty event loops. */
package dev.wringer.adapters.http;
