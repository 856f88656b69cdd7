/** Text to speech by ElevenLabs. */
package talkspurt.provider.elevenlabs;
