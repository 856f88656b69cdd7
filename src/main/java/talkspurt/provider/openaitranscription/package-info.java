/** Speech to text by a transcription session of OpenAI's Realtime API. */
package talkspurt.provider.openaitranscription;
