/**
 * A bot of the user's over a WebSocket, spoken to in the manner of Twilio's Media Streams. See {@code
 * src/docs/mediastream.md}.
 */
package talkspurt.provider.mediastream;
