/** Speech to text by a Vosk server, over its WebSocket. */
package talkspurt.provider.vosk;
