/** Speech to text over HTTP, an utterance a request, as OpenAI and servers of Whisper take it. */
package talkspurt.provider.whisper;
