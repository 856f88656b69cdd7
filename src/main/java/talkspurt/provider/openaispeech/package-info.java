/** Text to speech by servers that speak OpenAI's {@code /audio/speech}. */
package talkspurt.provider.openaispeech;
