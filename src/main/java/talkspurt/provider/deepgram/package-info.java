/** Speech by Deepgram. */
package talkspurt.provider.deepgram;
