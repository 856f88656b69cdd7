/** AudioSocket, Asterisk's TCP protocol for a call's audio. See {@code src/docs/audiosocket.md}. */
package talkspurt.line.audiosocket;
