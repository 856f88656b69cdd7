/** Speech to speech by OpenAI's Realtime API, and by servers that speak like it. */
package talkspurt.provider.realtime;
