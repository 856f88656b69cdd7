/** Messages of a WebSocket, whole, whichever side opened it: what lines and providers share. */
package talkspurt.websocket;
