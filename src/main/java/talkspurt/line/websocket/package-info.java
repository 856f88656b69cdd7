/**
 * Asterisk's chan_websocket: a call's audio over a WebSocket. See {@code src/docs/websocket.md}.
 */
package talkspurt.line.websocket;
